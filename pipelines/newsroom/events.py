"""What happened: the facts of every event, early and late, and how each language names them.

The same event in two languages has the same names, places and figures and two truths. Figures that grow (the dead, the
burned hectares) have an early and a late value; a report knows the one of its hour.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipelines.newsroom import names
from pipelines.newsroom.dice import Dice
from pipelines.newsroom.grammar import Prose
from pipelines.newsroom.names import Person

LATE = timedelta(hours=9)
"""From here on reports carry an event's late figures."""

KINDS = ("earthquake", "rates", "match", "earnings", "sanctions", "flood", "wildfire", "crash", "verdict", "strike", "takeover",
         "resignation", "cyberattack", "heist")
GROWING = frozenset({"dead", "hurt", "homes", "evac", "ha", "contained", "records", "shocks", "crew"})


@dataclass(frozen=True, slots=True)
class Happening:
    """An event before any language: names and figures."""

    key: str
    kind: str
    time: datetime
    names: dict[str, str]
    people: dict[str, Person]
    early: dict[str, float]
    late: dict[str, float]
    twin: str = ""  # the look-alike happening, if any

    @property
    def culture(self) -> str:
        return self.names["culture"]


_FIGURES: dict[str, Callable[[Dice], dict[str, float]]] = {
    "earthquake": lambda d: {"mag": d.between(54, 73) / 10, "depth": d.between(6, 31), "dead": d.between(4, 60), "hurt": d.between(80, 700),
                             "homes": d.between(120, 2400), "evac": d.between(900, 9000), "shocks": d.between(35, 210)},
    "rates": lambda d: {"step": d.pick([25, 50, 75]), "rate": d.between(9, 34) / 8, "infl": d.between(14, 39) / 10, "yes": d.between(5, 8),
                        "no": d.between(2, 4), "growth": d.between(3, 19) / 10, "move": d.between(3, 17) / 10, "saving": d.between(31, 96)},
    "match": lambda d: {"minute": d.between(58, 89), "crowd": d.between(61, 480) * 100 + d.between(1, 99), "rank": d.between(2, 9),
                        "points": d.between(28, 57), "shots": d.between(13, 24)},
    "earnings": lambda d: {"profit": d.between(21, 390), "pct": d.between(6, 41), "rev": d.between(11, 78) / 10, "cost": d.between(4, 33),
                           "jobs": d.between(60, 900), "move": d.between(21, 93) / 10, "div": d.between(61, 240) / 100, "div2": d.between(30, 60) / 100},
    "sanctions": lambda d: {"people": d.between(23, 140), "firms": d.between(11, 77), "value": d.between(120, 980), "third": d.between(3, 10)},
    "flood": lambda d: {"level": d.between(520, 990) / 100, "evac": d.between(700, 9800), "dead": d.between(2, 14), "homes": d.between(150, 2900),
                        "value": d.between(40, 480), "crew": d.between(210, 1600), "boats": d.between(12, 75), "aid": d.between(5, 60)},
    "wildfire": lambda d: {"ha": d.between(700, 7400), "evac": d.between(400, 6000), "crew": d.between(180, 900), "planes": d.between(4, 17),
                           "contained": d.between(15, 45)},
    "crash": lambda d: {"dead": d.between(3, 19), "hurt": d.between(31, 160), "aboard": d.between(180, 420), "speed": d.between(88, 158),
                        "limit": d.pick([80, 90, 100, 120]), "faults": d.between(14, 97)},
    "verdict": lambda d: {"years": d.between(4, 13), "counts": d.between(12, 61), "days": d.between(24, 97), "sum": d.between(21, 187) / 10,
                          "fine": d.between(9, 80) * 1000},
    "strike": lambda d: {"staff": d.between(310, 7400), "pct": d.between(60, 145) / 10, "offer": d.between(18, 45) / 10, "value": d.between(11, 88) / 10,
                         "notice": d.pick([48, 72, 96]), "ballot": d.between(781, 978) / 10},
    "takeover": lambda d: {"value": d.between(11, 94) / 10, "premium": d.between(17, 52), "move": d.between(121, 438) / 10, "jobs": d.between(180, 1900),
                           "staff": d.between(2100, 9900), "cost": d.between(34, 210)},
    "resignation": lambda d: {"sum": d.between(14, 480), "majority": d.between(2, 7), "poll": d.between(54, 83)},
    "cyberattack": lambda d: {"records": d.between(21, 480) * 1000, "ransom": d.between(11, 92) / 10, "victims": d.between(13, 88), "cost": d.between(12, 99) / 10},
    "heist": lambda d: {"value": d.between(23, 340) / 10, "minutes": d.between(4, 11), "thieves": d.between(3, 5), "crew": d.between(18, 60),
                        "reward": d.between(2, 50) * 10000, "visitors": d.between(31, 290) * 1000},
}


def draw_happenings(seed: str, start: datetime, n: int = 68, hours: int = 80) -> list[Happening]:
    """n happenings over the given hours, kinds evenly spread, each kind's events being look-alikes of each other."""
    dice = Dice(seed, "happenings")
    rivers, countries, gangs = (dice.shuffled(stock()) for stock in (names.rivers, names.countries, names.gangs))
    package = dice.between(9, 13)
    target = countries.pop()
    used: set[str] = set()
    found: list[Happening] = []
    for i in range(n):
        kind, turn = KINDS[i % len(KINDS)], i // len(KINDS)
        d = Dice(seed, "happening", i)
        # Twins come within a day of each other: look-alikes far apart in time would be easy.
        twin = found[i - len(KINDS)] if turn else None
        time = twin.time + timedelta(minutes=d.between(150, 1500)) if twin else start + timedelta(minutes=int((i + d.unit()) / n * hours * 60))
        if time > start + timedelta(hours=hours):
            time = start + timedelta(minutes=d.between(60, hours * 60))
        country = target if kind == "sanctions" else countries[turn % len(countries)]
        found.append(draw_happening(d, f"{kind}-{i:02d}", kind, time, names.CULTURES[(turn + i) % len(names.CULTURES)], rivers[turn % len(rivers)],
                                    country, gangs[turn % len(gangs)], package + turn, used, twin.key if twin else ""))
    return found


def draw_happening(d: Dice, key: str, kind: str, time: datetime, culture: str, river: str, country: str, gang: str, package: int, used: set[str],
                   twin: str = "") -> Happening:
    """One event. ``used`` holds the names that are taken, and grows."""
    facts = {
        "culture": culture, "place": _unused(used, lambda: names.draw_place(d, culture)), "place2": _unused(used, lambda: names.draw_place(d, culture)),
        "region": _unused(used, lambda: names.draw_region(d, culture)), "company": _unused(used, lambda: names.draw_company(d)),
        "org2": _unused(used, lambda: names.draw_company(d)), "river": river, "country": country, "gang": gang,
        "home": _unused(used, lambda: names.draw_club(d, culture)), "away": _unused(used, lambda: names.draw_club(d, culture)),
        "arena": _unused(used, lambda: names.draw_arena(d, culture)), "clock": f"{d.between(1, 22)}:{d.between(1, 59):02d}",
    }
    goals = d.between(1, 3)
    facts["score"] = f"{goals}-{d.between(0, goals - 1)}"
    late = {"calls": float(d.between(140, 2600)), "oldyear": float(d.between(1931, 1998)), "pages": float(d.between(40, 210)),
            "oldwins": float(d.between(11, 74)), "tickets": float(d.between(31, 240) * 100), "pop": float(d.between(21, 940) * 100 + d.between(1, 99)),
            "km": float(d.between(9, 74)), "founded": float(d.between(1702, 1931)), "days2": float(d.between(3, 19)), **_FIGURES[kind](d)}
    if kind == "sanctions":
        late["num"] = float(package)
    early = {name: _early(d, value) if name in GROWING else value for name, value in late.items()}
    people = {name: names.draw_person(d, culture) for name in ("p1", "p2", "p3")}
    return Happening(key, kind, time, facts, people, early, late, twin)


def _unused(used: set[str], draw: Callable[[], str]) -> str:
    value = draw()
    for _ in range(40):  # a stock can run dry in load tests: then names come again, as they do in life
        if value not in used:
            break
        value = draw()
    used.add(value)
    return value


def _early(dice: Dice, value: float) -> float:
    return float(max(1, int(value * (0.35 + 0.4 * dice.unit()))))


@dataclass(frozen=True, slots=True)
class Truth:
    """One happening as told in one language: the unit that bundles should recover."""

    key: str
    language: str
    happening: Happening
    words: dict[str, str]  # list draws, organisation, roles, already in the language


def tell(happening: Happening, prose: Prose, occurrence: int, seed: str) -> Truth:
    """The happening in one language; ``occurrence`` counts the kind's events in it, so that look-alikes differ in detail."""
    key = f"{prose.language}:{happening.key}"
    section, dice = prose.kinds[happening.kind], Dice(seed, key, "words")
    words: dict[str, str] = {}

    def slot(name: str) -> str:
        return words[name] if name in words else happening.names[name]

    for name in sorted(section.lists):
        items = section.lists[name]
        offset = Dice(seed, prose.language, happening.kind, name).between(0, len(items) - 1)
        words[name] = items[(offset + occurrence) % len(items)].render(dice, slot)
    stocks = prose.other["context"].lists
    for name in sorted(stocks):
        words[name] = dice.pick(stocks[name]).render(dice, slot)
    for name in ("p1", "p2"):
        pair = section.roles.get(name)
        if pair:
            person = happening.people[name]
            words[f"{name}.role"] = pair[dice.between(0, len(pair) - 1)][person.woman].render(dice, slot)
    return Truth(key, prose.language, happening, words)


_WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split(),
    "es": "lunes martes miércoles jueves viernes sábado domingo".split(),
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
}
_ORDINALS_EN = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth"}
_ORDINALS_ES = {2: "segundo", 3: "tercer", 4: "cuarto", 5: "quinto", 6: "sexto", 7: "séptimo", 8: "octavo", 9: "noveno"}


def weekday(language: str, time: datetime) -> str:
    return _WEEKDAYS[language][time.weekday()]


def write_number(language: str, value: float) -> str:
    """A figure as the language spells it: 12,400.5 · 12.400,5 · 12 400,5."""
    if value == int(value):
        digits = f"{int(value):,}"
    else:
        digits = f"{value:,.3f}".rstrip("0")
    if language == "en":
        return digits
    thousands = {"de": ".", "es": ".", "fr": "\u00a0"}[language]
    return digits.replace(",", "\0").replace(".", ",").replace("\0", thousands)


def _ordinal(language: str, value: int) -> str:
    if language == "en":
        return _ORDINALS_EN.get(value) or f"{value}{'th' if 10 <= value % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"
    if language == "es":
        return _ORDINALS_ES.get(value, f"{value}.º")
    return f"{value}." if language == "de" else ("1er" if value == 1 else f"{value}e")


_OF = {"en": (" of ", " at ", " for "), "de": (" von ", " der ", " bei ", " des "), "es": (), "fr": ()}
_JOBS = {
    "en": ["baker", "bus driver", "retired teacher", "florist", "welder", "pharmacist", "beekeeper", "student", "plumber", "dental nurse", "locksmith", "farmer"],
    "de": ["Bäcker|Bäckerin", "Busfahrer|Busfahrerin", "Rentner|Rentnerin", "Florist|Floristin", "Schweißer|Schweißerin", "Apotheker|Apothekerin",
           "Imker|Imkerin", "Student|Studentin", "Klempner|Klempnerin", "Zahntechniker|Zahntechnikerin", "Schlosser|Schlosserin", "Landwirt|Landwirtin"],
    "es": ["panadero|panadera", "conductor de autobús|conductora de autobús", "maestro jubilado|maestra jubilada", "florista", "soldador|soldadora",
           "farmacéutico|farmacéutica", "apicultor|apicultora", "estudiante", "fontanero|fontanera", "protésico dental|protésica dental", "cerrajero|cerrajera"],
    "fr": ["boulanger|boulangère", "chauffeur de bus|chauffeuse de bus", "instituteur retraité|institutrice retraitée", "fleuriste", "soudeur|soudeuse",
           "pharmacien|pharmacienne", "apiculteur|apicultrice", "étudiant|étudiante", "plombier|plombière", "prothésiste dentaire", "serrurier|serrurière"],
}


def _job(language: str, person: Person) -> str:
    jobs = _JOBS[language]
    masculine, _, feminine = jobs[(person.age * 7 + len(person.name)) % len(jobs)].partition("|")
    return feminine if person.woman and feminine else masculine


class Facts:
    """Fills the slots of one report: figures of its hour, people in full at their first mention, then by surname."""

    def __init__(self, truth: Truth, witness: bool, hours: timedelta, extra: dict[str, str] | None = None) -> None:
        self._truth = truth
        self._figures = truth.happening.late if hours >= LATE else truth.happening.early
        self._witness = witness
        self._named: set[str] = set()
        self._extra = extra or {}

    def __call__(self, slot: str) -> str:
        language, happening, words = self._truth.language, self._truth.happening, self._truth.words
        name, _, form = slot.partition(".")
        if slot in self._extra:
            return self._extra[slot]
        if name in ("p1", "p2", "p3"):
            return self._person(name, form)
        if form == "cap":
            value = self(name)
            return value[:1].upper() + value[1:]
        if form.startswith("ord"):
            ordinal = _ordinal(language, int(self._figures[name]))
            return ordinal[:1].upper() + ordinal[1:] if form.endswith("cap") else ordinal
        if form == "dash":
            return happening.names[name].replace("-", ", " if language == "en" else ":")
        if name == "day":
            return weekday(language, happening.time)
        if name == "clock":
            hour, minute = happening.names["clock"].split(":")
            if language == "en":
                return f"{(int(hour) - 1) % 12 + 1}:{minute} {'a.m.' if int(hour) < 12 else 'p.m.'}"
            return {"de": f"{hour}.{minute} Uhr", "es": f"{hour}:{minute}", "fr": f"{hour}h{minute}"}[language]
        if name in words:
            return words[name]
        if name in ("oldyear", "founded"):
            return str(int(self._figures[name]))
        if name in self._figures:
            return write_number(language, self._figures[name])
        if name == "score" and language == "de":
            return happening.names["score"].replace("-", ":")
        return happening.names[name]

    def _person(self, who: str, form: str) -> str:
        language, words = self._truth.language, self._truth.words
        person = self._truth.happening.people[who]
        role = words.get(f"{who}.role", "")
        if form == "last":
            return person.last
        if form == "name":
            return person.name
        if form == "age":
            return str(person.age)
        if form == "job":
            return _job(language, person)
        if form.startswith("role"):
            return role[:1].upper() + role[1:] if form.endswith("cap") else role
        if form == "e":  # the feminine ending of French participles
            return "e" if person.woman else ""
        if who in self._named:
            return person.last
        self._named.add(who)
        if role:
            if language in ("es", "fr"):
                return f"{_the(language, role, person.woman)}, {person.name},"
            if any(link in role for link in _OF[language]):
                return f"{person.name}, {role},"
            return f"{role} {person.name}"
        if who == "p3" and self._witness:
            job = _job(language, person)
            if language == "en":
                return f"{person.name}, a {person.age}-year-old {job},"
            return {"de": f"{person.name} ({person.age}), {job} von Beruf,", "es": f"{person.name}, {job} de {person.age} años,",
                    "fr": f"{person.name}, {job} de {person.age} ans,"}[language]
        return person.name


def _the(language: str, role: str, woman: bool) -> str:
    if language == "es":
        return f"{'la' if woman else 'el'} {role}"
    return f"{'la' if woman else 'le'} {role}"


