"""Pages that are nothing but a redirect: a meta refresh or a script that leads to one address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from connectors.web.urls import clean_url

MOST_BYTES = 2**16  # of such a page; the longest of the big link shorteners' and search engines' have some 10 KB
MOST_WORDS = 200  # characters to be read beside the link: "If you are not redirected within 5 seconds, click here" in two languages
MOST_LINKS = 20  # links and paragraphs of a page that is worth parsing for it
CONTENT = "article audio embed form frame iframe object textarea video".split()  # elements of a page that is more than a redirect

_REFRESH = re.compile(r"[0-9.]* ?[;, ] ?(?:url ?= ?)?(?:'([^']*)|\"([^\"]*)|([^'\" ].*))", re.IGNORECASE)
_STRING = r"\s*(?:'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\")\s*"
_SCRIPT = re.compile(
    r"(?<![\w.$])(?:(?:window|document|self|top|parent)\.){0,2}location"
    rf"(?:(?:\.href)?\s*=(?!=){_STRING}(?=[;,}}\n]|$)|\.(?:replace|assign)\s*\({_STRING}\))"
)
_LEADS = re.compile(r"(?<![\w$-])location(?:\.href)?\s*=(?!=)|\.(?:replace|assign)\s*\(")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf|channel|opml)[\s>]")


def find_refresh(body: bytes, url: str, header: str = "") -> str:
    """Where a page leads that has nothing else on it, as a browser would go; empty for any other page.

    ``header`` is that of the name Refresh. A script goes before a meta element, a meta element before one in ``noscript``;
    an address that a script puts together is not known.

    >>> find_refresh(b'<meta http-equiv=refresh content="0;URL=/ferry">', "https://ledger.example/go")
    'https://ledger.example/ferry'
    >>> find_refresh(b'<script>location.replace("https:\\\\/\\\\/ledger.example\\\\/fire")</script>', "https://short.example/1")
    'https://ledger.example/fire'
    >>> find_refresh(b'<meta http-equiv=refresh content="300"><p>The ferry is late.', "https://ledger.example/live")
    ''
    """
    if len(body) > MOST_BYTES or not (header or _may_lead_on(body.lower())):
        return ""
    root = _parse(body)
    if root is None:
        return _target(header, url)
    targets = {target for target in _find_targets(root, url, header) if target}
    return targets.pop() if len(targets) == 1 and _has_nothing_else(root, url, targets) else ""


def _may_lead_on(lower: bytes) -> bool:
    """Whether a page is worth parsing, told quickly: most answers are feeds and articles."""
    if not lower.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or (b"refresh" not in lower and b"location" not in lower):
        return False
    return lower.count(b"<a ") + lower.count(b"<p") <= MOST_LINKS and not _FEED.search(lower, 0, 2_000)


def _parse(body: bytes) -> Any:
    import lxml.etree
    import lxml.html

    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("latin-1")
    text = re.sub(r"^\s*<\?xml[^>]*>", "", text.replace("\0", ""))
    try:
        return lxml.html.document_fromstring(text, parser=lxml.html.HTMLParser(no_network=True, huge_tree=False)) if text.strip() else None
    except (lxml.etree.LxmlError, ValueError):
        return None


def _find_targets(root: Any, url: str, header: str) -> list[str]:
    """The addresses that the page leads to, by the first kind of redirect that it has."""
    scripts = [node.text or "" for node in root.iter("script") if not node.get("src")]
    scripts += [node.get("onload") for node in root.iter("body") if node.get("onload")]
    led = [clean_url(_unescape(target), url) for script in scripts for target in _script_targets(script)]
    if led:
        return led if all(_leads(script) == len(list(_script_targets(script))) for script in scripts) else []
    metas = [node for node in root.iter("meta") if (node.get("http-equiv") or "").strip().lower() == "refresh"]
    plain = [node for node in metas if not any(True for _ in node.iterancestors("noscript"))]
    return [_target(text, url) for text in (header, *(node.get("content") or "" for node in plain or metas)) if text]


def _script_targets(script: str) -> Iterator[str]:
    for match in _SCRIPT.finditer(script):
        yield next(group for group in match.groups() if group is not None)


def _leads(script: str) -> int:
    """How many places of a script may lead away, read or not."""
    return sum(1 for match in _LEADS.finditer(script) if "location" in script[max(0, match.start() - 30) : match.end()])


def _target(refresh: str, url: str) -> str:
    match = _REFRESH.match(" ".join(refresh[:4_000].split()))  # no runs of blanks, over which the pattern would go back and forth
    found = next((group for group in match.groups() if group is not None), "") if match else ""
    return clean_url(found.strip(), url) if found.strip() else ""


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)) if match[1] or match[2] else match[3], text)


def _has_nothing_else(root: Any, url: str, targets: set[str]) -> bool:
    """Whether all that a reader sees is a few words, and links to where the page leads."""
    if any(True for _ in root.iter(*CONTENT)):
        return False
    seen = 0
    for node in root.iter():
        if not isinstance(node.tag, str) or node.tag in ("script", "style", "title", "noscript"):
            seen += len((node.tail or "").strip()) if node.getparent() is not None else 0
            continue
        if node.tag == "a" and node.get("href") and clean_url(node.get("href"), url) not in targets:
            return False
        words = (node.text or "").strip()
        seen += (0 if node.tag == "a" else len(words)) + len((node.tail or "").strip())
    return seen <= MOST_WORDS
