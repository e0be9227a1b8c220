"""The reader on libxml2 and feedparser give the same, field by field: on real feeds, on conformance sets, on made-up ones."""

from __future__ import annotations

import html

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from connectors.feeds.items import Document, FeedSettings, looks_like_html
from connectors.feeds.markup import decode_document
from connectors.feeds.mend import is_html_page, mend, own_elements, without_declaration
from connectors.feeds.xmlfeed import read_slowly
from connectors.feeds.xmltree import read_tree
from tests.connectors.feeds.test_feed_conformance import archive, members

BOUNDS = FeedSettings()


def both(text: str) -> tuple[Document | None, object]:
    """What each of the two reads; only the second where the document is unusual."""
    text = without_declaration(text).strip()
    quick = read_tree(text, BOUNDS)
    if quick is None:
        text = mend(text)
        quick = read_tree(text, BOUNDS)
    return quick, read_slowly(own_elements(text), BOUNDS) if quick is not None else None


@pytest.mark.parametrize(("name", "usual"), [("real-200.tgz", 195), ("conformance.tgz", 1_250)])
def test_both_readers_give_the_same(name: str, usual: int) -> None:
    seen = 0
    for path, body in members(archive(name)):
        text = decode_document(body).lstrip("\ufeff \t\r\n\0")
        if not text or text[0] in "{[" or is_html_page(text):
            continue
        quick, slow = both(text)
        seen += quick is not None
        assert quick is None or quick == slow, path
    assert seen >= usual


# --- made-up feeds

WORDS = st.text(alphabet="ab Zé’<>&;\n\t", max_size=12) | st.sampled_from(
    ["Harbour fire", "On the <dl>", "<b>Bold</b> words", "Fish &amp; chips", "&#8217;", "a & b", "<p>One</p><p>Two", "x</i>", "1 < 2", "Grö&szlig;e", "Ã¼ber", "a\x92b",
     "<div><br/>x</div>", "desk@quay.example (Ada Lind)", "Ada Lind", "<!-- x -->y", "  ", "http://quay.example/a?b=1&c=2"]
)  # fmt: skip
ADDRESSES = st.sampled_from(["http://quay.example/1", "https://quay.example/2?a=1&b=2", "/3", "4.html", "mailto:a@b.example", "urn:5", "", " http://quay.example/6 ", "//x.example/7"])
DATES = st.sampled_from(["Tue, 02 Jun 2026 10:00:00 GMT", "2026-06-02T10:00:00Z", "soon", ""])
NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:x="urn:x" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
)  # fmt: skip


@st.composite
def element(draw: st.DrawFn, name: str, content: st.SearchStrategy[str], attributes: tuple[str, ...] = ("",)) -> str:
    text = draw(content)
    inside = f"<![CDATA[{text}]]>" if draw(st.booleans()) else html.escape(text, quote=False)
    return f"<{name}{draw(st.sampled_from(attributes))}>{inside}</{name.split()[0]}>"


@st.composite
def atom_link(draw: st.DrawFn, name: str = "link") -> str:
    rel = draw(st.sampled_from(["", ' rel="alternate"', ' rel="self"', ' rel="enclosure"', ' rel="replies"', ' rel="related"']))
    kind = draw(st.sampled_from(["", ' type="text/html"', ' type="application/atom+xml"', ' type="image/png"']))
    return f'<{name}{rel}{kind} href="{html.escape(draw(ADDRESSES))}"/>'


NESTED = st.sampled_from([
    "<image><title>Pic</title><link>http://p.example/</link><description>Of it</description></image>", "<x:box><title>B</title><pubDate>2020</pubDate></x:box>",
    "<textInput><title>S</title><name>q</name><link>/s</link></textInput>", "<media:group><media:title>M</media:title><media:description>Of M</media:description></media:group>",
    "<media:content url='http://p.example/1.jpg'><media:title>Pic</media:title></media:content>", "<media:thumbnail url='http://p.example/1.jpg'/>", "<x:mark/>", "<x:n>7</x:n>",
])  # fmt: skip
LANG = ("", ' xml:lang="de"', ' xml:lang="pt_BR"')
LABELS = ("", ' term="x"', ' label="L"', ' term="y" label="L"', ' domain="http://quay.example/"', ' scheme="s" term=" "', ' term="A &amp;amp; B"')
CATEGORIES = st.one_of(
    element("category", WORDS, LABELS), element("category", WORDS, LABELS), element("dc:subject", WORDS), element("media:category", WORDS, LABELS),
    st.sampled_from(LABELS).map("<category{}/>".format), element("media:keywords", WORDS), element("itunes:keywords", WORDS), element("tags", WORDS),
    st.just("<itunes:category text='Z'><itunes:category text='Y'/></itunes:category>"), st.just("".join(f"<category>{n}</category>" for n in range(60))),
)  # fmt: skip
RSS_PARTS = st.one_of(
    element("title", WORDS), element("description", WORDS), element("link", ADDRESSES), element("pubDate", DATES), element("author", WORDS), element("dc:creator", WORDS),
    element("content:encoded", WORDS, LANG), element("dc:date", DATES), element("media:title", WORDS), element("media:description", WORDS), element("itunes:summary", WORDS),
    element("itunes:author", WORDS), element("dc:title", WORDS), element("source", WORDS, (' url="http://s.example/rss"',)), CATEGORIES, element("dc:language", WORDS),
    element("feedburner:origLink", ADDRESSES), element("dcterms:modified", DATES), NESTED, st.just('<enclosure url="http://p.example/1.mp3" type="audio/mpeg"/>'), st.just("<comments>/c</comments>"),
)  # fmt: skip
TYPES = ("", ' type="text"', ' type="html"', *LANG)
ATOM_PARTS = st.one_of(
    element("title", WORDS, TYPES), element("summary", WORDS, TYPES), element("content", WORDS, TYPES), atom_link(), element("published", DATES), element("updated", DATES),
    st.builds("<author><name>{}</name><email>a@b.example</email></author>".format, WORDS.map(html.escape)), element("rights", WORDS), NESTED,
    st.builds("<source><id>urn:s</id><title>{}</title><link href='http://s.example/'/></source>".format, WORDS.map(html.escape)), element("media:description", WORDS),
    st.just('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long &lt; wide.</p><br/>end</div></content>'), CATEGORIES,
)  # fmt: skip
GUID = st.just("") | element("guid", ADDRESSES, ("", ' isPermaLink="false"', ' isPermaLink="true"'))


@st.composite
def rss_feed(draw: st.DrawFn) -> str:
    items = [f"<item>{draw(GUID)}{''.join(draw(st.lists(RSS_PARTS, max_size=7)))}</item>" for _ in range(draw(st.integers(0, 3)))]
    head = "".join(draw(st.lists(st.sampled_from(["<title>Quay</title>", "<link>http://quay.example/</link>", "<language>de</language>", "<image><title>Logo</title><url>/l.png</url></image>"]), unique=True)))
    lang = draw(st.sampled_from(LANG))
    return f'<rss version="2.0" {NAMESPACES}xmlns:atom="http://www.w3.org/2005/Atom"{lang}><channel>{head}{"".join(items)}</channel></rss>'


@st.composite
def atom_feed(draw: st.DrawFn) -> str:
    entries = [f"<entry><id>{html.escape(draw(ADDRESSES))}</id>{''.join(draw(st.lists(ATOM_PARTS, max_size=7)))}</entry>" for _ in range(draw(st.integers(0, 3)))]
    head = "".join(draw(st.lists(st.sampled_from(["<title>Quay</title>", '<link href="http://quay.example/"/>', '<link rel="self" href="/f.atom"/>', "<updated>2026-06-02</updated>"]), unique=True)))
    attributes = draw(st.sampled_from((*LANG, ' xml:base="http://base.example/b/"')))
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {NAMESPACES}{attributes}>{head}{"".join(entries)}</feed>'


@st.composite
def rdf_feed(draw: st.DrawFn) -> str:
    items = [f'<item rdf:about="{html.escape(draw(ADDRESSES))}">{"".join(draw(st.lists(RSS_PARTS, max_size=6)))}</item>' for _ in range(draw(st.integers(0, 3)))]
    channel = '<channel rdf:about="http://quay.example/"><title>Quay</title><link>http://quay.example/</link></channel><image><title>Logo</title></image>'
    return f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" {NAMESPACES}>{channel}{"".join(items)}</rdf:RDF>'


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(rss_feed(), atom_feed(), rdf_feed()))
def test_both_readers_give_the_same_of_made_up_feeds(feed: str) -> None:
    quick, slow = both(feed)
    event("usual" if quick is not None else "unusual")
    assume(quick is not None)
    assert quick == slow


@given(WORDS | st.text(alphabet="<>/&;#abp1 dl", max_size=20))
def test_what_looks_like_html_to_feedparser_does_here(text: str) -> None:
    from feedparser.mixin import _FeedParserMixin

    assert looks_like_html(text) == _FeedParserMixin.looks_like_html(text)
