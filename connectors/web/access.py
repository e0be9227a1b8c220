"""What a feed is asked with that nobody else may see: a password, headers of its own, a token in its address.

A feed is known by its address without these. Where the address needs a token, the list has ``${NAME}`` in its place, and so has
everything that is kept or shown; the value is put in when a request goes out, and taken out of what comes back.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

SHORTEST = 4  # characters of a secret in an address: what is shorter can't be told from the text around it
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]{0,99})\}")
_LOGIN = re.compile(r"([A-Za-z]{4,5}://)([^/?#]*)@")
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
OURS = frozenset("accept-encoding connection content-length host if-modified-since if-none-match te transfer-encoding upgrade".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessSettings:
    """Who we are to one feed. These are never the same for all feeds, so they stand under `feeds` only."""

    id: str = ""
    """Tells feeds apart whose address is the same but for user and password: letters, digits, "-", "." and "_"."""
    headers: tuple[str, ...] = field(default=(), repr=False)
    """Sent along to the feed's own host, as "Name: value"; `${NAME}` stands for a variable of the environment."""

    def __post_init__(self) -> None:
        if self.id and not _ID.fullmatch(self.id):
            raise ValueError('id: give up to 64 letters, digits, "-", "." and "_"')
        for line in self.headers:
            name, colon, value = line.partition(":")
            if not colon or not _NAME.fullmatch(name.strip()) or not value.strip().isprintable() or name.strip().lower() in OURS:
                raise ValueError(f'headers: {name[:40]!r} is none of a feed\'s own; give "Name: value"')


@dataclass(frozen=True, slots=True)
class Access:
    """What requests for one feed and its pages are sent with. ``Access()`` is nothing."""

    origin: str = ""  # scheme://host:port that gets the headers
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    tokens: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # (NAME, value) of variables in the address
    hidden: tuple[str, ...] = field(default=(), repr=False)  # other values that are not to be shown

    def headers_for(self, url: str) -> dict[str, str]:
        """The headers that go with a request: none to another host than the feed's, none from https to http."""
        same = self.origin and origin_of(url) in (self.origin, _secured(self.origin))
        return dict(self.headers) if same else {}

    def reveal(self, address: str) -> str:
        """An address of the feed with the values of its variables."""
        values = dict(self.tokens)
        return _VARIABLE.sub(lambda match: quote(values[match[1]], safe="%") if match[1] in values else match[0], address)

    def conceal(self, text: str) -> str:
        """A text as it may be shown."""
        for value, shown in self._shown():
            text = text.replace(value, shown)
        return text

    def conceal_tokens(self, text: str) -> str:
        """An address as it may be kept: without its tokens, and not spoilt by a password that is a word of it."""
        return Access(tokens=self.tokens).conceal(text)

    def conceal_body(self, body: bytes) -> bytes:
        """A document without the tokens that it repeats as words of their own."""
        for name, value in self.tokens:
            for form in _forms(value):
                word = rb"(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2}))" + re.escape(form.encode()) + rb"(?![A-Za-z0-9])"
                body = re.sub(word, b"${%b}" % name.encode(), body)
        return body

    def _shown(self) -> list[tuple[str, str]]:
        """(what is not to be seen, what is seen instead), the longest first."""
        pairs = {form: f"${{{name}}}" for name, value in self.tokens for form in _forms(value)}
        pairs |= {form: "…" for value in self.hidden if len(value) >= SHORTEST for form in _forms(value) if form not in pairs}
        return sorted(pairs.items(), key=lambda pair: (-len(pair[0]), pair[0]))


def give_access(url: str, login: str, headers: Iterable[str], variables: Mapping[str, str]) -> Access:
    """The access to the feed at ``url`` (without login), from the login in its address and its own header lines.

    Raises ValueError, without any value in it, where a variable is missing or can't be used.

    >>> access = give_access("https://ledger.example/feed?t=${NEWS_TOKEN}", "desk:p%40ss", (), {"NEWS_TOKEN": "a/b/c"})
    >>> access.headers_for("https://ledger.example/"), access.headers_for("http://ledger.example/")
    ({'Authorization': 'Basic ZGVzazpwQHNz'}, {})
    >>> access.reveal("https://ledger.example/feed?t=${NEWS_TOKEN}"), access.conceal("moved to /new?t=a%2Fb%2Fc")
    ('https://ledger.example/feed?t=a%2Fb%2Fc', 'moved to /new?t=${NEWS_TOKEN}')
    """
    if _VARIABLE.search(urlsplit(url).netloc):
        raise ValueError("a variable in the host's name; give the host as it is")
    tokens = tuple((name, _value_of(name, variables)) for name in dict.fromkeys(_VARIABLE.findall(url)))
    for name, value in tokens:
        if len(value) < SHORTEST:
            raise ValueError(f"{name} has fewer than {SHORTEST} characters, which can't be hidden in an address")
    sent: list[tuple[str, str]] = []
    hidden: list[str] = []
    if login:
        user, _, password = (_fill(unquote(part), variables) for part in login.partition(":"))
        basic = base64.b64encode(f"{user}:{password}".encode()).decode()
        sent.append(("Authorization", f"Basic {basic}"))
        hidden += [password, basic]
    for line in headers:
        name, _, value = line.partition(":")
        sent.append((name.strip().title(), _fill(value.strip(), variables)))
        hidden.append(sent[-1][1])
    return Access(origin_of(url), tuple(sent), tokens, tuple(hidden))


def split_login(url: str) -> tuple[str, str]:
    """(user and password as the address spells them, the address without them).

    >>> split_login("https://desk:${NEWS_PASS}@ledger.example/feed"), split_login("https://ledger.example/@desk")
    (('desk:${NEWS_PASS}', 'https://ledger.example/feed'), ('', 'https://ledger.example/@desk'))
    """
    match = _LOGIN.match(url)
    return (match[2], match[1] + url[match.end() :]) if match else ("", url)


@lru_cache(maxsize=100)
def secrets_of(url: str) -> Access:
    """What hides the user's password of an address, as a proxy's or an error's words may repeat it.

    >>> secrets_of("http://desk:s%40same@proxy.example:3128").conceal("407 s@same, ZGVzazpzQHNhbWU=")
    '407 …, …'
    """
    login = split_login(url)[0]
    user, _, password = (unquote(part) for part in login.partition(":"))
    return Access(hidden=(password, base64.b64encode(f"{user}:{password}".encode()).decode())) if password else Access()


def variables_in(text: str) -> list[str]:
    """The names of the variables in a text.

    >>> variables_in("https://${NEWS_USER}:${NEWS_PASS}@ledger.example/")
    ['NEWS_USER', 'NEWS_PASS']
    """
    return _VARIABLE.findall(text)


def origin_of(url: str) -> str:
    """Scheme, host and port of an address; empty when it has none.

    >>> origin_of("https://Ledger.example/feed"), origin_of("http://ledger.example:8080")
    ('https://ledger.example:443', 'http://ledger.example:8080')
    """
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme.lower() == "https" else 80)
    except ValueError:
        return ""
    return f"{parts.scheme.lower()}://{(parts.hostname or '').lower()}:{port}" if parts.hostname else ""


def _secured(origin: str) -> str:
    """The same host by https, where http sends its visitors; what went out unencrypted may go there too."""
    return f"https{origin[4:-2]}443" if origin.startswith("http:") and origin.endswith(":80") else origin


def _value_of(name: str, variables: Mapping[str, str]) -> str:
    if not (value := variables.get(name, "")):
        raise ValueError(f"{name} is not set; export it, or the path of a file that holds it as {name}_FILE")
    if not value.isprintable():
        raise ValueError(f"{name} has line breaks or control characters in it")
    return value


def _fill(text: str, variables: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda match: _value_of(match[1], variables), text)


def _forms(value: str) -> list[str]:
    """A value as addresses may spell it."""
    spelled = (value, quote(value, safe=""), quote(value, safe="%"), quote(value, safe="!$&'()*+,;=:@/?"))
    return list(dict.fromkeys((*spelled, *(re.sub("%..", lambda escape: escape[0].lower(), one) for one in spelled))))
