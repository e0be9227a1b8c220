"""Events that share nearly all of their words stay apart: rounds, days, quarters; by title, with a lead, with a text, dated or not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from connectors.records import Sketch
from tests.transforms.bundle.test_bundle import DAY, Archive, sketch

Report = tuple[str, str]

LOOK_ALIKES: dict[str, tuple[str, Report, Report, Report]] = {  # language, two reports of one event, one of its look-alike
    "twelfth and thirteenth": (
        "en",
        (
            "EU adopts 12th package of sanctions against Russia",
            "The European Union on Thursday adopted its 12th package of sanctions against Russia, banning imports of diamonds.",
        ),
        (
            "EU agrees 12th sanctions package, bans Russian diamonds",
            "Ambassadors of the 27 member states backed the 12th package of sanctions against Russia, with a ban on diamonds.",
        ),
        (
            "EU adopts 13th package of sanctions against Russia",
            "The European Union on Wednesday adopted its 13th package of sanctions against Russia, listing nearly 200 firms.",
        ),
    ),
    "zwölftes und dreizehntes": (
        "de",
        (
            "EU beschließt 12. Sanktionspaket gegen Russland",
            "Die Europäische Union hat am Donnerstag das 12. Sanktionspaket gegen Russland beschlossen. Es verbietet Diamanten.",
        ),
        (
            "12. Sanktionspaket der EU: Russische Diamanten verboten",
            "Die Botschafter der 27 Staaten billigten das 12. Sanktionspaket gegen Russland samt Verbot der Einfuhr von Diamanten.",
        ),
        (
            "EU beschließt 13. Sanktionspaket gegen Russland",
            "Die Europäische Union hat am Mittwoch das 13. Sanktionspaket gegen Russland beschlossen. Es trifft fast 200 Firmen.",
        ),
    ),
    "duodécimo y decimotercero": (
        "es",
        (
            "La UE aprueba el 12.º paquete de sanciones contra Rusia",
            "La Unión Europea aprobó el jueves su 12.º paquete de sanciones contra Rusia, que prohíbe importar diamantes.",
        ),
        (
            "El 12.º paquete de sanciones de la UE prohíbe los diamantes rusos",
            "Los embajadores de los 27 respaldaron el 12.º paquete de sanciones contra Rusia, con el veto a los diamantes.",
        ),
        (
            "La UE aprueba el 13.º paquete de sanciones contra Rusia",
            "La Unión Europea aprobó el miércoles su 13.º paquete de sanciones contra Rusia, que incluye a casi 200 empresas.",
        ),
    ),
    "двенадцатый и тринадцатый": (
        "ru",
        (
            "ЕС утвердил 12-й пакет санкций против России",
            "Европейский союз в четверг утвердил 12-й пакет санкций против России с запретом на ввоз алмазов.",
        ),
        (
            "12-й пакет санкций ЕС запрещает российские алмазы",
            "Послы 27 стран одобрили 12-й пакет санкций против России, в нём запрет на алмазы.",
        ),
        (
            "ЕС утвердил 13-й пакет санкций против России",
            "Европейский союз в среду утвердил 13-й пакет санкций против России, в списке почти 200 компаний.",
        ),
    ),
    "第十二轮和第十三轮": (
        "zh",
        ("欧盟通过第十二轮对俄制裁", "欧盟星期四通过第十二轮对俄制裁方案,禁止进口俄罗斯钻石,欧盟理事会在布鲁塞尔宣布。"),
        ("欧盟第12轮对俄制裁禁止俄罗斯钻石", "欧盟27国大使批准第12轮对俄制裁,其中包括钻石禁令。"),
        ("欧盟通过第十三轮对俄制裁", "欧盟星期三通过第十三轮对俄制裁方案,近200家企业和官员被列入名单,欧盟理事会在布鲁塞尔宣布。"),
    ),
    "Tuesday and Wednesday": (
        "en",
        (
            "Tuesday's earthquake in Puebla kills nine",
            "A magnitude 6.1 earthquake struck Puebla on Tuesday, killing nine people, civil protection chief Laura Paz said.",
        ),
        (
            "Nine dead after Puebla earthquake on Tuesday",
            "At least nine people were killed on Tuesday when a magnitude 6.1 earthquake struck the Mexican state of Puebla.",
        ),
        (
            "Wednesday's earthquake in Puebla kills two",
            "A magnitude 5.7 earthquake struck Puebla on Wednesday, killing two people, civil protection chief Laura Paz said.",
        ),
    ),
    "Dienstag und Mittwoch": (
        "de",
        (
            "Erdbeben am Dienstag in Puebla: neun Tote",
            "Ein Erdbeben der Stärke 6,1 hat am Dienstag Puebla erschüttert und neun Menschen getötet. In Atlixco stürzten Mauern ein.",
        ),
        (
            "Neun Tote nach Erdbeben in Puebla am Dienstag",
            "Mindestens neun Menschen starben am Dienstag bei einem Erdbeben der Stärke 6,1 in Puebla. In Atlixco stürzten Mauern ein.",
        ),
        (
            "Erdbeben am Mittwoch in Puebla: zwei Tote",
            "Ein Erdbeben der Stärke 5,7 hat am Mittwoch Puebla erschüttert und zwei Menschen getötet. In Cholula riss ein Kirchturm.",
        ),
    ),
    "two quarters": (
        "en",
        (
            "Nordwind Q2 profit rises 12% to $340 million",
            "Nordwind AG said second-quarter net profit rose 12 percent to $340 million as turbine orders grew to $2.1 billion.",
        ),
        (
            "Nordwind beats forecasts with Q2 profit of $340 million",
            "The turbine maker Nordwind AG earned $340 million in the second quarter, up 12 percent, and took orders of $2.1 billion.",
        ),
        (
            "Nordwind Q3 profit falls 8% to $290 million",
            "Nordwind AG said third-quarter net profit fell 8 percent to $290 million as turbine orders shrank to $1.8 billion.",
        ),
    ),
}


@pytest.mark.parametrize("dated", [True, False], ids=["dated", "undated"])
@pytest.mark.parametrize("times", [0, 1, 3], ids=["title", "lead", "text"])
@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_look_alikes_stay_apart(name: str, times: int, dated: bool) -> None:
    language, *reports = LOOK_ALIKES[name]

    def report(id: str, number: int, days: float) -> Sketch:
        title, lead = reports[number]
        return sketch(id, title, " ".join([lead] * times), when=DAY + timedelta(days=days) if dated else None, language=language)

    archive = Archive()
    archive.add([report("a", 0, 0), report("b", 1, 0.1), report("c", 2, 1)])
    assert archive.groups() == {frozenset("ab"), frozenset("c")}
