"""What filters do to a poll: counted by filter, not remembered, and asked for again when the filters are others."""

from __future__ import annotations

from tests.transforms.test_poll import LATER, Round, feed, known_of
from tests.web import Visit, Web, item, rss
from transforms.filter import Filters, FilterSettings

NO_SPORT = Filters(FilterSettings(skip_categories=("sport",), skip_titles=("lottery",)), {feed("b").url: FilterSettings(keep_titles=("two",))})


def labelled(n: int, title: str, *categories: str) -> str:
    return item(f"/{n}", title, f"g{n}", extra="".join(f"<category>{name}</category>" for name in categories))


def test_what_a_filter_keeps_out_is_counted_by_it_and_not_remembered(web: Web) -> None:
    listed = rss(labelled(1, "One", "Sport"), labelled(2, "Two", "World", "Sport"), labelled(3, "The lottery"), labelled(4, "Four"))
    web.routes |= {f"{name}.example/feed": listed for name in "ab"}
    polled = Round(web, (feed("a"), None), (feed("b"), None), filters=NO_SPORT)
    assert {name: polled.outcomes[feed(name).url].filtered for name in "ab"} == {"a": (("skip_categories", 2), ("skip_titles", 1)), "b": (("keep_titles", 3),)}
    assert sorted(polled.entries) == ["Four", "Two"]
    cursor = polled.outcomes[feed("a").url].cursor
    known = known_of({"Four": polled.entries["Four"]})
    again = Round(web, (feed("a"), cursor), known=known, as_of=LATER, filters=NO_SPORT)
    assert (again.outcome.known, again.outcome.new, sum(n for _, n in again.outcome.filtered)) == (1, 0, 3)
    without = Round(web, (feed("a"), cursor), known=known, as_of=LATER)
    assert (sorted(without.entries), without.outcome.filtered, without.outcome.cursor.filters) == (["One", "The lottery", "Two"], (), "")


def test_other_filters_ask_for_the_whole_feed_where_something_was_kept_out(web: Web) -> None:
    """A 304 would hide what the filters before kept out."""
    def route(visit: Visit) -> tuple[int, dict[str, str], bytes]:
        return (304, {}, b"") if visit.headers.get("if-none-match") else rss(labelled(1, "One", "Sport"), headers={"ETag": '"1"'})

    web.routes["/feed"] = route
    cursor = Round(web, (feed(), None), filters=NO_SPORT).outcome.cursor
    assert Round(web, (feed(), cursor), as_of=LATER, filters=NO_SPORT).outcome.status == "unchanged"
    let_in = Round(web, (feed(), cursor), as_of=LATER)
    assert list(let_in.entries) == ["One"]
    assert Round(web, (feed(), let_in.outcome.cursor), as_of=LATER, known=known_of(let_in.entries), filters=NO_SPORT).outcome.status == "unchanged"


def test_whose_filters_are_whose() -> None:
    mine, domains = FilterSettings(skip_titles=("a",)), FilterSettings(skip_titles=("b",))
    filters = Filters(NO_SPORT.everybody, {"http://a.example/feed": mine, "b.example": domains})
    found = [filters.of(url) for url in ("http://a.example/feed", "http://a.example/feed#desk", "http://www.b.example/x", "http://c.example/")]
    assert found == [mine, mine, domains, NO_SPORT.everybody]
