"""Invented people, places, companies and clubs. Names are the same in every language; only words about them differ."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.newsroom.dice import Dice

_WOMEN = {
    "en": "Alice Beth Carol Deborah Eleanor Fiona Grace Harriet Imogen Joyce Kathleen Lorna Margaret Nell Olivia Pauline Rowena Sylvia Tamsin Una".split(),
    "de": "Anke Birgit Carla Dörte Elke Frauke Gisela Heike Ingrid Jutta Katrin Liesel Maren Nadja Ortrud Petra Renate Silke Theresa Ulrike".split(),
    "es": "Alba Beatriz Carmen Dolores Elvira Fátima Gloria Herminia Inés Jimena Lucía Marisol Nieves Olga Pilar Rocío Soledad Teresa Ximena Yolanda".split(),
    "fr": "Agathe Brigitte Claire Delphine Élodie Florence Geneviève Hélène Isabelle Josiane Laure Mireille Noémie Odile Pascale Sabine Solange Thérèse Valérie Yvonne".split(),
    "xx": "Anna Biljana Daria Elira Fatou Hana Ilse Jadwiga Katya Leyla Milena Nadia Oksana Petra Radka Sanja Tamar Vesna Yasmin Zora".split(),
}
_MEN = {
    "en": "Alan Barry Colin Duncan Edwin Frank Gareth Hugh Ivor Jasper Keith Leonard Malcolm Nigel Oscar Percy Quentin Roland Stuart Trevor".split(),
    "de": "Achim Bernd Carsten Detlef Egon Florian Gernot Holger Ingo Jochen Klaus Lothar Manfred Norbert Olaf Poldi Rüdiger Sönke Thilo Volker".split(),
    "es": "Álvaro Bruno Cristóbal Damián Emilio Fermín Gonzalo Hernán Ignacio Joaquín Leandro Marcelino Néstor Octavio Pascual Ramiro Santiago Tomás Ulises Vicente".split(),
    "fr": "Armand Benoît Cyril Didier Émile Fabrice Gaspard Hervé Ivan Jérôme Laurent Maxime Noël Olivier Philippe Quentin Régis Sylvain Thibault Yann".split(),
    "xx": "Adem Bojan Cem Dragan Emir Farid Goran Henrik Ilya Jovan Kemal Lars Marek Nikola Ondrej Pavel Radomir Stefan Tibor Viktor".split(),
}
_STEMS = {
    "en": ("Ash Black Brad Carl Cold Dun El Fair Far Gar Hal Har Hart Hol Kel Lang Lock Mar Mill Nor Pem Rad Red Sed Sher Stan Thorn Wake Whit Win".split(),
           "bourne by combe dale field ford gate ham ley low mere ridge shaw stead stoke ton well wick wood worth".split()),
    "de": ("Alten Birken Dorn Eber Eichen Falken Grün Hasel Hohen Ilm Kalten Kirsch Lauen Linden Mühl Nieder Ober Ostern Raben Rosen Schwarz Stein Tannen Ulmen Wald Weiden Werns Wolfs Ziegen Zorn".split(),
           "ach au bach berg brück burg dorf feld furt hagen hausen heim hofen kirchen reuth rode stadt stedt tal wald".split()),
    "es": ("Al Arro Ben Cala Cam Cas Fuen Gran Guada Lor Mal Mon Mor Nava Oli Pala Pera Quin Ribe Rosa Sala San Sol Tala Torre Val Vega Villa Zara Zubi".split(),
           "bermeja blanca cedo dera dilla fría gosa güela hermosa lejos longa lobos marín nares rana rejo seca tarra verde vieja".split()),
    "fr": ("Aube Bel Bois Brac Chante Clair Coul Dam Fer Font Gour Haute Lam Lou Maison Mar Mont Mor Neu Pier Pont Roque Sar Sau Ser Taur Val Vau Ver Ville".split(),
           "bourg brune celles champs court doux fleur fort gnac gny lieu loup mer neuve preuil rac reuil sart vert ville".split()),
    "xx": ("Bel Bor Dra Gal Gor Ilm Jar Kal Kar Kos Lub Mir Nes Ost Pel Pri Rad Rog Sar Sel Stra Tar Tir Ulm Vel Vis Vol Yar Zal Zel".split(),
           "anka ava dan dovo evac gora grad inje ipol isko jevo kova mir nica oran ovar polje stan tovo vitsa".split()),
}
_SURNAMES = {
    "en": ("Adder Bram Cart Clay Crow Dray Fen Gold Hath Kemp Law Mort Old Pax Rush Sand Tall Under Web Yar".split(),
           "burn dale er field house ing land ley man more ridge row son stone ward way well wick win wright".split()),
    "de": ("Acker Bau Brink Diet Ehr Fass Gold Hack Kamp Krug Lehm Mai Nuss Ott Rein Sand Schar Tief Vogel Wein".split(),
           "bauer beck berger brandt eder er feld hardt haus holz horst ing kamp ler mann meier rath ner schmidt wald".split()),
    "es": ("Alar Barr Cald Car Cor Dom Esc Fal Gar Her Ib Lar Mend Nog Ord Pal Quint Rob Sal Zam".split(),
           "adas ales ano ares arte atto eda edo enas era ero eta ezo ido iega illa inza osa ueta urri".split()),
    "fr": ("Bar Bert Bois Cham Chau Cor Del Dur Fau Gau Gir Lan Laur Mar Mor Per Ren Rou Tess Vau".split(),
           "ault bier bois chet don eau elle ent et eux ier in mont nard on ot ou rel tier vert".split()),
    "xx": ("Bog Dim Ger Hal Ivan Jan Kov Laz Mil Nov Ols Pet Rak Sim Stoj Tod Vas Vuk Yil Zel".split(),
           "ac an anov ar arov ek enko eff esku ev ic idze ik in ov ovic sen ski yan zade".split()),
}
_COMPANY = ("Ardo Baltra Cela Corvi Dyna Elmo Ferro Galva Heli Imo Juno Kesta Lumi Mero Nexa Orbi Pala Quanta Rho Solvi Terra Umbra Velo Vanta Wexa Xylo Zeni".split(),
            "bell cor dex dyne fab flex gen line lux mark med nor plex rex sana star tec tis vane wave".split(),
            "Group,Holding,Industries,Werke,Partners,International,Brothers,& Sons,Technologies,Corporation".split(","))
_CLUB = "FC,United,Rovers,Athletic,Sporting,1899,Dynamo,Wanderers,Albion,Union".split(",")
_RIVER = "Aldra Brenne Calva Dorna Elster Fluvia Garra Hovel Isna Jarda Kelle Lome Morva Nevra Orle Pegna Rilse Savra Tolma Ulva Verda Wenne Yarra Zorn".split()
_COUNTRY = "Karsovia Belmora Taskia Norvenia Ostrava-Lund Velmaria Quintania Drovia Halvenia Sarmatia Ilkania Morvania".split()
_GANG = "Black Ledger;Night Heron;Pale Anchor;SaltCrypt;Grinning Owl;Iron Lantern;ZeroHarvest;Cobalt Wolf;Mute Swan;Paper Tiger 9".split(";")
_ARENA = {"en": "{} Park", "de": "{}-Arena", "es": "Estadio {}", "fr": "Stade {}", "xx": "{} Arena"}
CULTURES = ("en", "de", "es", "fr", "xx")


@dataclass(frozen=True, slots=True)
class Person:
    first: str
    last: str
    woman: bool
    age: int

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


def draw_person(dice: Dice, culture: str) -> Person:
    woman = dice.chance(0.5)
    stems, ends = _SURNAMES[culture]
    stem, end = dice.pick(stems), dice.pick(ends)
    return Person(dice.pick((_WOMEN if woman else _MEN)[culture]), _join(stem, end), woman, dice.between(19, 81))


def draw_place(dice: Dice, culture: str) -> str:
    stems, ends = _STEMS[culture]
    stem, end = dice.pick(stems), dice.pick(ends)
    name = _join(stem, end)
    extra = dice.unit()
    if extra < 0.06:
        first = {"en": "Great ", "de": "Bad ", "es": "Puerto ", "fr": "Saint-", "xx": "Novi "}[culture]
        name = first + name
    return name


def draw_region(dice: Dice, culture: str) -> str:
    stems, _ = _STEMS[culture]
    return _join(dice.pick(stems), dice.pick({"en": ["shire", "moor", "marsh"], "de": ["gau", "mark", "land"], "es": ["ería", "aña", "ares"],
                                             "fr": ["ais", "ogne", "ie"], "xx": ["ina", "ija", "onia"]}[culture]))


def draw_company(dice: Dice) -> str:
    starts, ends, forms = _COMPANY
    name = dice.pick(starts) + dice.pick(ends)
    return f"{name} {dice.pick(forms)}" if dice.chance(0.6) else name


def draw_club(dice: Dice, culture: str) -> str:
    place = draw_place(dice, culture)
    form = dice.pick(_CLUB)
    return f"FC {place}" if form == "FC" else f"{place} {form}"


def draw_arena(dice: Dice, culture: str) -> str:
    stems, _ = _STEMS[culture]
    surname_stems, ends = _SURNAMES[culture]
    return _ARENA[culture].format(_join(dice.pick(surname_stems), dice.pick(ends)) if dice.chance(0.5) else dice.pick(stems) + dice.pick(ends))


def rivers() -> list[str]:
    return list(_RIVER)


def countries() -> list[str]:
    return list(_COUNTRY)


def gangs() -> list[str]:
    return list(_GANG)


def _join(stem: str, end: str) -> str:
    """Glue two parts without a letter three times in a row or a clash at the seam."""
    return stem[:-1] + end if stem[-1] == end[0] or (stem[-1] in "aeiou" and end[0] in "aeiou") else stem + end
