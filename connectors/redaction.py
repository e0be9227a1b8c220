"""What may be kept and shown of a text that others wrote or that an error spells: everything but passwords and tokens.

For what is known to be a secret by its value, see ``connectors.web.access``; here it is told by its form and name.
"""

from __future__ import annotations

import re

NAMES = frozenset(
    """
    accesskey accesstoken apikey apitoken appkey appsecret authkey authtoken authorization bearer clientsecret credential credentials
    hmac jsessionid jwt pass passphrase passwd password phpsessid privatekey pwd refreshtoken sas secret secretkey securitytoken session
    sessionid sessiontoken sig signature subscriptionkey token
    """.split()
)
"""Whatever stands behind these names is a secret."""

COMMON_NAMES = frozenset("auth code hash key sid ticket".split())
"""Names of secrets and of much else, "?key=20211231-7" among it: what stands behind these is one if it looks drawn by lot."""

SHORTEST = 12  # characters of a value that looks drawn by lot
_ENDS = ("token", "secret", "password", "signature", "apikey", "secretkey", "accesskey", "credential")
_NAME = re.compile(r"(?:(?<![A-Za-z0-9_.-])|(?<=%3[Ff])|(?<=%26))([A-Za-z_][A-Za-z0-9_.-]{0,60})(\]?=|%3[Dd])")
_VALUE = re.compile(r"""[^\s&;"'<>#|\\]*""")
_ESCAPED_VALUE = re.compile(r"""(?:(?!%26)[^\s&;"'<>#|\\])*""")  # of a parameter in an address that is a parameter itself
_LONGEST = 200  # characters of a value that are looked at before it is known to be a secret
_LOGIN = re.compile(r"""(?<=://)[^\s"'<>|]+""")
_HEADER = re.compile(
    r"""(authorization["']?[ \t]{0,5}[:=][ \t]{0,5}["']?)((?:basic|bearer|digest|token)[ \t]{1,5})?[^\s"',;]+""", re.IGNORECASE
)
_OURS = ("${", "%24%7B", "$%7B", "…")  # a variable's name, and what is hidden already


def redact(text: str) -> str:
    """The text without passwords and tokens: of addresses with a user, of parameters by their name, of Authorization headers.

    >>> redact("407 from http://desk:p@ss/word@proxy.example:3128/, asked for https://ledger.example/rss?id=7&access_token=aGVsbG8")
    '407 from http://…@proxy.example:3128/, asked for https://ledger.example/rss?id=7&access_token=…'
    >>> redact("https://ledger.example/a?key=politics&sig=ab12 https://ledger.example/b?key=9f8a7c6d5e4b3a21")
    'https://ledger.example/a?key=politics&sig=… https://ledger.example/b?key=…'
    >>> redact("https://ledger.example/@desk?token=${NEWS_TOKEN}")
    'https://ledger.example/@desk?token=${NEWS_TOKEN}'
    """
    if "@" in text and "://" in text:
        text = _LOGIN.sub(lambda match: "://".join(_hide_login(part) for part in match[0].split("://")), text)
    if "uthorization" in text.lower():
        text = _HEADER.sub(lambda match: f"{match[1]}{match[2] or ''}…", text)
    if "=" in text or "%3" in text:
        text = _hide_values(text)
    return text


def is_secret(name: str, value: str) -> bool:
    """Whether a parameter of an address holds a secret, told by its name, and by its value where the name is a common one.

    >>> is_secret("access_token", "7"), is_secret("X-Amz-Signature", "0c"), is_secret("key", "politics"), is_secret("key", "9f8a7c6d5e4b")
    (True, True, False, True)
    """
    if not value or value.startswith(_OURS):
        return False
    plain = name.lower().replace("_", "").replace("-", "").replace(".", "")
    if plain in NAMES or plain.endswith(_ENDS):
        return True
    return plain in COMMON_NAMES and len(value) >= SHORTEST and any(c.isdigit() for c in value) and any(c.isalpha() for c in value)


def _hide_login(after_scheme: str) -> str:
    """What stands behind "://" without user and password, in whatever way these break the address."""
    host = re.split(r"[/?#]", after_scheme, maxsplit=1)[0]
    if "@" not in after_scheme or ("@" not in host and ":" not in host):
        return after_scheme
    return "…" + after_scheme[after_scheme.rindex("@") :]


def _hide_values(text: str) -> str:
    shown: list[str] = []
    done = at = 0
    while name := _NAME.search(text, at):
        at = name.end()
        value = _VALUE if name[2].endswith("=") else _ESCAPED_VALUE
        start = value.match(text, at, at + _LONGEST)
        if start and is_secret(name[1], start[0]):
            shown += [text[done:at], "…"]
            whole = value.match(text, at)
            done = at = whole.end() if whole else at
    return "".join((*shown, text[done:]))
