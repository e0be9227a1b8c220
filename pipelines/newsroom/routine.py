"""Items that outlets fill in every day: the weather, the market close, the league round-up.

An outlet keeps its pattern, so two days' items share most of their wording and none of their news.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pipelines.newsroom import names
from pipelines.newsroom.dice import Dice
from pipelines.newsroom.events import weekday, write_number
from pipelines.newsroom.grammar import prose_of, tidy
from pipelines.newsroom.outlets import OUTLETS, Outlet


@dataclass(frozen=True, slots=True)
class Routine:
    outlet: Outlet
    event: str
    place: str
    time: datetime
    title: str
    paragraphs: tuple[str, ...]
    reprint: Outlet | None = None  # prints it word for word


def write_routines(seed: str, start: datetime, days: int, languages: tuple[str, ...]) -> list[Routine]:
    found = []
    for language in languages:
        outlets = [outlet for outlet in OUTLETS if outlet.language == language and not outlet.aggregator]
        agency = next(outlet for outlet in outlets if outlet.wire)
        others = Dice(seed, language, "routine").shuffled([outlet for outlet in outlets if not outlet.wire])
        for day in range(days):
            morning = start + timedelta(days=day, hours=5, minutes=12)
            if day < 3:  # one paper a language: no two papers fill in the same pattern
                found.append(_weather(seed, others[0], day, morning))
            found.append(_market(seed, agency, day, start + timedelta(days=day, hours=16, minutes=47), others[2] if day % 2 else None))
        for day in (1, 3):
            found.append(_fixtures(seed, others[3], day, start + timedelta(days=day, hours=20, minutes=33)))
    return found


def _fill(outlet: Outlet, section: str, pattern: str, slots: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """The outlet's own pattern: choices are drawn by outlet, not by day."""
    part = prose_of(outlet.language).other[section]

    def slot(name: str) -> str:
        key, _, form = name.partition(".")
        return slots[key][:1].upper() + slots[key][1:] if form == "cap" else slots[key]

    dice = Dice(pattern, section)
    title = tidy(outlet.language, part.ways["title"][0].render(dice, slot))
    return title, tuple(tidy(outlet.language, way.render(dice, slot)) for way in part.ways["para"])


def _weather(seed: str, outlet: Outlet, day: int, time: datetime) -> Routine:
    dice = Dice(seed, outlet.key, "weather", day)
    stocks = prose_of(outlet.language).other["weather"].lists
    skies = [sky.render(dice, str) for sky in dice.sample(stocks["sky"], 3)]
    # Most days a paper looks at another part of its area.
    area = Dice(seed, outlet.key, "area", day if outlet.template != "tabloid" else 0)
    region, place, place2 = names.draw_region(area, outlet.language), names.draw_place(area, outlet.language), names.draw_place(area, outlet.language)
    low, high = dice.between(-4, 5), dice.between(7, 19)
    slots = {"region": region, "place": place, "place2": place2, "day": weekday(outlet.language, time), "sky1": skies[0], "sky2": skies[1], "sky3": skies[2],
             "wind": dice.pick(stocks["wind"]).render(dice, str), "hi": str(high), "lo": str(low), "lo2": str(low + dice.between(-2, 2)),
             "kmh": str(dice.between(15, 70)), "rain": str(dice.between(1, 19) * 5), "rise": f"6:{dice.between(31, 58)}", "set": f"18:{dice.between(2, 29):02d}"}
    title, paragraphs = _fill(outlet, "weather", f"{seed}/{outlet.key}", slots)
    return Routine(outlet, f"{outlet.language}:weather-{outlet.key}-{day}", place, time + timedelta(minutes=dice.between(0, 40)), title, paragraphs)


def _market(seed: str, outlet: Outlet, day: int, time: datetime, reprint: Outlet | None) -> Routine:
    dice = Dice(seed, outlet.key, "market", day)

    def number(low: int, high: int, scale: float = 1.0) -> str:
        return write_number(outlet.language, dice.between(low, high) / scale)

    index = {"en": "All-Share 50", "de": "Leitindex L-30", "es": "Índice General 35", "fr": "indice C-40"}[outlet.language]
    base = Dice(seed, outlet.key, "market").between(61003, 98941)
    slots = {"index": index, "day": weekday(outlet.language, time), "move": number(1, 29, 10), "level": write_number(outlet.language, (base + dice.between(-900, 900) + 400 * day) / 10),
             "co1": names.draw_company(dice), "co2": names.draw_company(dice), "up": number(31, 96, 10), "down": number(28, 91, 10),
             "vol": number(21, 58, 10), "adv": str(dice.between(14, 33)), "dec": str(dice.between(4, 17)), "yield": number(201, 389, 100),
             "gold": number(2301, 2999), "oil": number(641, 923, 10)}
    title, paragraphs = _fill(outlet, "market", f"{seed}/{outlet.key}", slots)
    return Routine(outlet, f"{outlet.language}:market-{day}", "", time, title, paragraphs, reprint)


def _fixtures(seed: str, outlet: Outlet, day: int, time: datetime) -> Routine:
    dice = Dice(seed, outlet.key, "fixtures", day)
    slots = {f"c{i}": names.draw_club(dice, outlet.language) for i in range(1, 13)}
    slots |= {f"n{i}": names.draw_person(dice, outlet.language).name for i in range(1, 6)}
    slots |= {f"s{i}": f"{dice.between(0, 4)}:{dice.between(0, 3)}" for i in range(1, 5)}
    slots |= {f"t{i}": str(dice.between(72 - 12 * i, 78 - 12 * i)) for i in range(1, 5)}
    slots |= {f"g{i}": str(dice.between(22 - 2 * i, 24 - 2 * i)) for i in range(1, 4)}
    slots |= {"round": str(21 + day + dice.between(0, 6)), "day": weekday(outlet.language, time + timedelta(days=1)), "clock": f"{dice.between(14, 17)}:30",
              "clock2": f"{dice.between(18, 20)}:15"}
    title, paragraphs = _fill(outlet, "fixtures", f"{seed}/{outlet.key}", slots)
    return Routine(outlet, f"{outlet.language}:fixtures-{day}", slots["c1"], time, title, paragraphs)
