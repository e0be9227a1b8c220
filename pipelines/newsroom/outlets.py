"""The outlets: who publishes, in which language, with which page template and what kind of feed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outlet:
    key: str
    name: str
    host: str
    language: str
    city: str
    template: str  # a page template of templates.py
    feed: str  # "rss", "atom" or "json"
    content: str  # what the feed carries of a story: "full", "summary" or "none"
    path: str  # how its story addresses look; {slug}, {n}, {date}
    wire: bool = False
    aggregator: bool = False
    behaviour: str = "good"  # how its main feed behaves; feeds.py lists the behaviours
    tracking: bool = False  # feed links carry tracking parameters
    second_feed: bool = False  # also has a section feed that repeats part of the front page


def _outlet(language: str, name: str, host: str, city: str, template: str, feed: str, content: str, path: str, *,
            wire: bool = False, aggregator: bool = False, behaviour: str = "good", tracking: bool = False, second_feed: bool = False) -> Outlet:
    return Outlet(host.removeprefix("www."), name, host + ".example", language, city, template, feed, content, path,
                  wire, aggregator, behaviour, tracking, second_feed)


OUTLETS: tuple[Outlet, ...] = (
    _outlet("en", "Meridian Wire", "meridian-wire", "Kelmouth", "wire", "rss", "full", "/story/{n}/{slug}", wire=True),
    _outlet("en", "The Harbour Ledger", "www.harbour-ledger", "Harwick", "broadsheet", "rss", "summary", "/{date}/{slug}", tracking=True, second_feed=True),
    _outlet("en", "Northgate Courier", "northgate-courier", "Northgate", "regional", "atom", "summary", "/article.php?id={n}"),
    _outlet("en", "Daily Lantern", "dailylantern", "Saltby", "tabloid", "rss", "none", "/news/{n}/{slug}.html", behaviour="rate-limited"),
    _outlet("en", "Fenland Post", "fenlandpost", "Marfen", "blog", "rss", "full", "/{date}/{slug}/", behaviour="wrong-etag"),
    _outlet("en", "The Quarterly Eye", "quarterly-eye", "Camborne Hill", "magazine", "json", "summary", "/p/{slug}"),
    _outlet("en", "Channel Nine Online", "www.channelnine", "Dunmere", "broadcaster", "atom", "full", "/world/{slug}-{n}", behaviour="moved"),
    _outlet("en", "Weald Gazette", "wealdgazette", "Wealdham", "regional", "rss", "summary", "/story.aspx?storyid={n}", behaviour="broken"),
    _outlet("en", "Marshland Echo", "marshland-echo", "Marshby", "tabloid", "rss", "summary", "/local/{slug}-{n}"),
    _outlet("en", "Coldwell Star", "coldwellstar", "Coldwell", "blog", "rss", "full", "/{date}/{slug}/"),
    _outlet("en", "Radham Observer", "radham-observer", "Radham", "regional", "atom", "summary", "/view.php?item={n}"),
    _outlet("en", "Sedley Advertiser", "sedley-advertiser", "Sedley", "broadsheet", "rss", "none", "/{date}/{n}-{slug}"),
    _outlet("de", "Mittag-Agentur", "mittag-agentur", "Lindenau", "wire", "rss", "full", "/meldung/{n}", wire=True, behaviour="rate-limited"),
    _outlet("de", "Tannheimer Zeitung", "www.tannheimer-zeitung", "Tannheim", "broadsheet", "rss", "summary", "/artikel/{n}/{slug}.html", second_feed=True),
    _outlet("de", "Elbtal-Kurier", "elbtal-kurier", "Elbstedt", "regional", "rss", "summary", "/index.php?art={n}", behaviour="wrong-encoding"),
    _outlet("de", "Der Morgenblick", "morgenblick", "Kaltenfurt", "tabloid", "atom", "none", "/{slug}-{n}.html"),
    _outlet("de", "Funkhaus Aktuell", "funkhaus-aktuell", "Rabenbrück", "broadcaster", "json", "full", "/nachrichten/{slug}"),
    _outlet("de", "Wirtschaftsbote", "wirtschaftsbote", "Hohenfurt", "magazine", "rss", "summary", "/{date}/{slug}", tracking=True),
    _outlet("de", "Waldgau Blog", "waldgau-blog", "Waldgau", "blog", "atom", "full", "/{date}/{slug}/", behaviour="slow"),
    _outlet("es", "Agencia Ultramar", "agencia-ultramar", "Puerto Sal", "wire", "atom", "full", "/nota/{n}/{slug}", wire=True),
    _outlet("es", "El Faro de Levante", "www.elfarodelevante", "Villasol", "broadsheet", "rss", "summary", "/{date}/{slug}.html", tracking=True),
    _outlet("es", "La Crónica del Sur", "lacronicadelsur", "Montelar", "regional", "rss", "none", "/noticia.asp?ref={n}"),
    _outlet("es", "Diario Horizonte", "diariohorizonte", "Fuenverde", "tabloid", "json", "summary", "/actualidad/{slug}_{n}", behaviour="constant-etag", second_feed=True),
    _outlet("es", "Canal Meseta", "canalmeseta", "Navarejo", "broadcaster", "rss", "full", "/noticias/{slug}", behaviour="moved-temporarily"),
    _outlet("es", "Revista Veleta", "revista-veleta", "Riberal", "magazine", "atom", "summary", "/{slug}"),
    _outlet("fr", "Agence Estuaire", "agence-estuaire", "Pontloup", "wire", "rss", "full", "/depeche/{n}", wire=True),
    _outlet("fr", "Le Phare de l’Ouest", "www.pharedelouest", "Ville-sur-Lome", "broadsheet", "atom", "summary", "/{date}/{slug}-{n}.html"),
    _outlet("fr", "La Gazette du Val", "gazetteduval", "Valcourt", "regional", "rss", "summary", "/article.php?numero={n}", behaviour="broken"),
    _outlet("fr", "Midi Express", "midi-express", "Roquebrune-Neuve", "tabloid", "rss", "none", "/infos/{slug}.html", second_feed=True),
    _outlet("fr", "Radio Garenne", "radiogarenne", "Garenne", "broadcaster", "atom", "full", "/actu/{n}/{slug}"),
    _outlet("fr", "L’Observatoire", "lobservatoire", "Clairmont", "blog", "json", "full", "/{date}/{slug}/"),
    _outlet("en", "Newsriver", "newsriver", "", "none", "rss", "none", "/rss/articles/{slug}", aggregator=True),
)
