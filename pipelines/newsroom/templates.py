"""Article pages in six site templates, with the furniture that surrounds (and interrupts) real articles.

A page notes every visible line that is not the article as it is written, so the truth knows what must go.
Bylines, credits, dates, decks and the title in its own place are neither article nor furniture: nobody is scored on them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from html import escape

from pipelines.newsroom.dice import Dice
from pipelines.newsroom.furniture import Furniture
from pipelines.newsroom.outlets import Outlet


@dataclass(frozen=True, slots=True)
class Article:
    """What a page is made of."""

    key: str
    url: str
    title: str
    deck: str
    paragraphs: tuple[str, ...]
    author: str
    published: datetime
    modified: datetime
    place: str
    section: str
    tags: tuple[str, ...]
    agency: str
    related: tuple[tuple[str, str], ...]  # (title, url) of other stories: their words are not this story's
    credit: bool = False  # names the agency below the text


@dataclass(slots=True)
class Sheet:
    """A page while it is written: the markup, and the lines that are furniture."""

    outlet: Outlet
    kept: Furniture
    parts: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)

    def add(self, *markup: str) -> None:
        self.parts.extend(markup)

    def line(self, text: str, tag: str = "p", css: str = "") -> str:
        """Markup of a furniture line, which is thereby noted."""
        self.furniture.append(text)
        mark = f' class="{css}"' if css else ""
        return f"<{tag}{mark}>{escape(text)}</{tag}>"

    def place(self, name: str, /, tag: str = "p", css: str = "", **more: str) -> str:
        return self.line(self.kept.text(name, **more), tag, css)

    def links(self, name: str, css: str, tag: str = "ul") -> str:
        texts = self.kept.texts(name)
        self.furniture.extend(texts)
        inner = "".join(f'<li><a href="/{i}">{escape(text)}</a></li>' if tag == "ul" else f'<a class="{css}-item" href="#{i}">{escape(text)}</a> '
                        for i, text in enumerate(texts))
        return f'<{tag} class="{css}">{inner}</{tag}>'

    def headlines(self, items: tuple[tuple[str, str], ...], heading: str, css: str) -> str:
        """A block of other stories' headlines."""
        if not items:
            return ""
        self.furniture.extend(title for title, _ in items)
        rows = "".join(f'<li class="{css}-item"><a href="{escape(url)}">{escape(title)}</a></li>' for title, url in items)
        return f'<div class="{css}">{self.place(heading, "h3")}<ul>{rows}</ul></div>'

    def also(self, item: tuple[str, str]) -> str:
        """One headline of another story between two paragraphs."""
        label = self.kept.text("also")
        self.furniture.append(f"{label} {item[0]}")
        return f'<p class="also"><strong>{escape(label)}</strong> <a href="{escape(item[1])}">{escape(item[0])}</a></p>'


def write_page(article: Article, outlet: Outlet, kept: Furniture) -> tuple[str, tuple[str, ...]]:
    """The page and its furniture lines."""
    sheet = Sheet(outlet, kept)
    {"broadsheet": _broadsheet, "regional": _regional, "tabloid": _tabloid, "blog": _blog, "magazine": _magazine,
     "broadcaster": _broadcaster, "wire": _wire}[outlet.template](sheet, article)
    return "".join(sheet.parts), tuple(sheet.furniture)


def _when(article: Article, outlet: Outlet) -> str:
    return article.published.strftime({"en": "%Y-%m-%d %H:%M", "de": "%d.%m.%Y, %H:%M", "es": "%d/%m/%Y %H:%M", "fr": "%d/%m/%Y à %H:%M"}[outlet.language])


def _iso(time: datetime) -> str:
    return time.isoformat(timespec="seconds").replace("+00:00", "Z")


@cache
def _ballast(template: str) -> str:
    """The styles and scripts that make up most of a real page's bytes; nothing of it is visible."""
    dice = Dice(template, "ballast")
    words = "nav item card hero grid teaser share promo byline figure ad slot modal banner list meta tag body foot wrap inner".split()
    rules = "".join(f".{dice.pick(words)}-{dice.pick(words)}{{margin:{dice.between(0, 32)}px;padding:{dice.between(0, 24)}px;color:#{dice.between(0, 16777215):06x};"
                    f"font-size:{dice.between(11, 28)}px}}\n" for _ in range(110))
    calls = "".join(f"q.push(['{dice.pick(words)}',{dice.between(1, 99999)},{{id:'{dice.pick(words)}{dice.between(1, 999)}',lazy:true}}]);\n" for _ in range(90))
    return f"<style>\n{rules}</style>\n<script>\nwindow.dataLayer=window.dataLayer||[];var q=window.q=window.q||[];\n{calls}</script>\n"


def _head(sheet: Sheet, article: Article, *, meta: bool = False, json_ld: bool = False, canonical: bool = True, suffix: bool = True) -> None:
    outlet = sheet.outlet
    name = f"{article.title} | {outlet.name}" if suffix else article.title
    sheet.add(f'<!DOCTYPE html>\n<html lang="{outlet.language}">\n<head>\n<meta charset="utf-8">\n<title>{escape(name)}</title>\n',
              '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
              _ballast(outlet.template))
    if canonical:
        sheet.add(f'<link rel="canonical" href="{escape(article.url)}">\n')
    if meta:
        sheet.add(f'<meta property="og:type" content="article">\n<meta property="og:title" content="{escape(article.title)}">\n'
                  f'<meta property="og:site_name" content="{escape(outlet.name)}">\n<meta property="og:url" content="{escape(article.url)}">\n'
                  f'<meta property="article:published_time" content="{_iso(article.published)}">\n'
                  f'<meta property="article:modified_time" content="{_iso(article.modified)}">\n<meta name="author" content="{escape(article.author)}">\n')
    if json_ld:
        data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title, "datePublished": _iso(article.published),
                "dateModified": _iso(article.modified), "author": [{"@type": "Person", "name": article.author}], "mainEntityOfPage": article.url,
                "publisher": {"@type": "Organization", "name": outlet.name}, "inLanguage": outlet.language, "articleSection": article.section}
        text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
        sheet.add(f'<script type="application/ld+json">{text}</script>\n')
    sheet.add("</head>\n")


def _paragraph(text: str, css: str = "") -> str:
    return f'<p{f" class={chr(34)}{css}{chr(34)}" if css else ""}>{escape(text, quote=False)}</p>\n'


def _figure(sheet: Sheet, article: Article, tag: str = "figcaption") -> str:
    caption = f"{sheet.kept.text('caption', place=article.place)} {sheet.kept.text('photo', agency=article.agency)}"
    inner = sheet.line(caption, tag, "caption")
    image = '<img src="/img/lead.jpg" alt="" width="960" height="540">'
    return f"<figure>{image}{inner}</figure>\n" if tag == "figcaption" else f'<div class="picture">{image}{inner}</div>\n'


def _tags(sheet: Sheet, article: Article) -> str:
    text = f"{sheet.kept.text('tags')} {', '.join(article.tags)}"
    return sheet.line(text, "p", "tags")


def _body(sheet: Sheet, article: Article, between: dict[int, str], css: str = "") -> None:
    """The paragraphs, with what stands between them: after paragraph n, counted from 1; beyond the end it is left to the caller."""
    for number, text in enumerate(article.paragraphs, 1):
        sheet.add(_paragraph(text, css))
        if article.credit and number == len(article.paragraphs):
            sheet.add(_paragraph(sheet.kept.text("credit", agency=article.agency), "credit"))
        if number in between and number < len(article.paragraphs):
            sheet.add(between[number], "\n")


def _broadsheet(sheet: Sheet, article: Article) -> None:
    dice = Dice(article.key, "page")
    _head(sheet, article, meta=True, json_ld=True)
    sheet.add('<body>\n<a class="skip" href="#main">', escape(sheet.kept.text("skip")), "</a>\n<header>", sheet.links("nav", "nav"), "</header>\n")
    sheet.furniture.append(sheet.kept.text("skip"))
    sheet.add('<div id="cookie-banner" role="dialog">', sheet.place("cookie"), sheet.place("accept", "button"), "</div>\n")
    sheet.add(f'<main id="main"><article itemscope itemtype="https://schema.org/NewsArticle">\n<h1>{escape(article.title)}</h1>\n')
    if article.deck:
        sheet.add(f'<p class="standfirst">{escape(article.deck)}</p>\n')
    sheet.add(f'<div class="byline">{escape(sheet.kept.text("by", author=article.author))} <time datetime="{_iso(article.published)}">'
              f'{escape(_when(article, sheet.outlet))}</time></div>\n', sheet.links("share", "share", "div"), _figure(sheet, article),
              '<div class="article-body">\n')
    between = {2: f'<div class="inline-box">{sheet.place("newsletter")}</div>'}
    if article.related and dice.chance(0.6):
        between[min(4, max(1, len(article.paragraphs) - 2))] = sheet.also(article.related[0])
    _body(sheet, article, between)
    sheet.add("</div>\n", _tags(sheet, article), f'<aside class="author-box">{sheet.place("author", "h4")}{sheet.place("bio", author=article.author)}</aside>\n',
              sheet.place("comments", "p", "comments-note"), "</article>\n",
              sheet.headlines(article.related[1:4], "related", "related"), "</main>\n")
    _foot(sheet)


def _regional(sheet: Sheet, article: Article) -> None:
    """An old content system: tables, no metadata, the title again in bold, everything in one cell."""
    _head(sheet, article, canonical=False)
    sheet.add('<body bgcolor="#ffffff">\n<table width="100%"><tr><td colspan="2">', sheet.links("nav", "menu", "div"), '</td></tr>\n<tr><td valign="top" width="180">',
              sheet.headlines(article.related[:3], "most", "box"), '</td>\n<td valign="top">\n',
              f"<h1>{escape(article.title)}</h1>\n<p><small>{escape(_when(article, sheet.outlet))}</small></p>\n")
    sheet.add(sheet.line(article.title, "b"), "<br>\n", _figure(sheet, article, "p"))
    _body(sheet, article, {3: sheet.place("ad", "center")})
    sheet.add(sheet.place("source"), "\n", sheet.place("print"), "\n", sheet.place("comments"), "\n", sheet.place("recurring"), "</td></tr>\n<tr><td colspan=2>")
    _foot(sheet, "</td></tr></table>\n</body>\n</html>\n")


def _tabloid(sheet: Sheet, article: Article) -> None:
    dice = Dice(article.key, "page")
    _head(sheet, article, meta=True)
    sheet.add('<body>\n<div class="top">', sheet.links("nav", "topnav"), "</div>\n", f'<div class="content"><h1 class="head">{escape(article.title)}</h1>\n',
              sheet.links("share", "sharebar", "div"), _figure(sheet, article, "p"), '<div class="text">\n')
    between = {1: sheet.place("ad", "div", "ad-label"), 5: sheet.place("app", "p")}
    related = list(article.related)
    for at in (2, 4):
        if related and dice.chance(0.75):
            between[at] = sheet.also(related.pop(0))
    _body(sheet, article, between, "txt")
    sheet.add(sheet.place("follow"), "\n", sheet.place("adblock"), "\n</div>\n", sheet.headlines(tuple(related), "related", "teasers"),
              sheet.place("comments", "div", "cmt"), "</div>\n")
    _foot(sheet)


def _blog(sheet: Sheet, article: Article) -> None:
    _head(sheet, article, meta=True, json_ld=False)
    sheet.add('<body class="single-post">\n', sheet.place("skip", "a", "screen-reader-text"), '<header id="masthead">', sheet.links("nav", "primary-menu"), "</header>\n",
              f'<article class="post"><header class="entry-header"><h1 class="entry-title">{escape(article.title)}</h1>'
              f'<span class="posted-on"><time class="entry-date" datetime="{_iso(article.published)}">{escape(_when(article, sheet.outlet))}</time></span></header>\n'
              '<div class="entry-content">\n')
    sheet.add(sheet.place("audio"), "\n")
    _body(sheet, article, {})
    sheet.add(sheet.place("recurring"), "\n", '<div class="sharedaddy">', sheet.links("share", "sd-content"), "</div>\n",
              sheet.headlines(article.related[:3], "related", "jp-relatedposts"), "</div>\n",
              '<footer class="entry-footer">', _tags(sheet, article), "</footer>\n",
              f'<div class="author-bio">{sheet.place("author", "h2")}{sheet.place("bio", author=article.author)}</div>\n', sheet.place("comments", "p", "no-comments"), "</article>\n",
              f'<aside id="secondary">{sheet.headlines(article.related[3:6], "most", "widget")}{sheet.place("newsletter")}</aside>\n')
    _foot(sheet)


def _magazine(sheet: Sheet, article: Article) -> None:
    dice = Dice(article.key, "page")
    _head(sheet, article, json_ld=True, suffix=False)
    sheet.add('<body>\n<nav>', sheet.links("nav", "nav"), "</nav>\n<main>\n", f"<h1>{escape(article.title)}</h1>\n")
    if article.deck:
        sheet.add(f'<p class="deck"><em>{escape(article.deck)}</em></p>\n')
    sheet.add(f'<p class="byline">{escape(sheet.kept.text("by", author=article.author))}</p>\n', '<div class="prose">\n')
    between = {1: sheet.place("paywall"), 4: sheet.place("support", "p", "appeal")}
    if article.related and dice.chance(0.5):
        between[3] = f'<blockquote class="related-inline">{sheet.also(article.related[0])}</blockquote>'
    _body(sheet, article, between)
    sheet.add(sheet.place("adblock"), "\n", sheet.place("newsletter"), "\n</div>\n", _tags(sheet, article),
              sheet.headlines(article.related[1:4], "related", "more"), "</main>\n")
    _foot(sheet)


def _broadcaster(sheet: Sheet, article: Article) -> None:
    _head(sheet, article, meta=True, json_ld=True)
    sheet.add("<body>\n<header>", sheet.links("nav", "global"), "</header>\n", f'<main role="main"><article>\n<h1>{escape(article.title)}</h1>\n',
              f'<div class="meta"><time datetime="{_iso(article.published)}">{escape(_when(article, sheet.outlet))}</time></div>\n', _figure(sheet, article))
    for number, text in enumerate(article.paragraphs, 1):
        sheet.add('<section class="text-block">', _paragraph(text), "</section>\n")
        if number == 2 and len(article.paragraphs) > 2:
            sheet.add('<section class="media-block">', sheet.place("also_video"), "</section>\n")
    sheet.add(sheet.place("app", "section"), sheet.links("share", "share-tools"), "</article>\n", sheet.headlines(article.related[:4], "related", "onward"),
              sheet.headlines(article.related[4:6], "most", "most-read"), "</main>\n")
    _foot(sheet)


def _wire(sheet: Sheet, article: Article) -> None:
    """An agency's own page: nearly bare."""
    _head(sheet, article, meta=True)
    sheet.add('<body>\n<div class="header">', sheet.links("nav", "nav"), "</div>\n", f'<div class="story"><h1>{escape(article.title)}</h1>\n',
              f'<p class="date">{escape(_when(article, sheet.outlet))}</p>\n')
    _body(sheet, article, {})
    sheet.add(sheet.place("copyright"), "</div>\n")
    sheet.add("<footer>", sheet.links("footer", "footer"), "</footer>\n</body>\n</html>\n")


def _foot(sheet: Sheet, end: str = "</body>\n</html>\n") -> None:
    sheet.add("<footer>", sheet.links("footer", "footer-links"), sheet.place("copyright", "small"), "</footer>\n", end)
