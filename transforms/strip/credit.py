"""Wire credits: lines and line ends that say which agency a story comes from. They leave the text and become its credit."""

# ruff: noqa: E501  (word lists)
from __future__ import annotations

import re

# News agencies as they sign, longest spelling first where one contains another.
AGENCIES = (
    "Associated Press", "Thomson Reuters", "Reuters", "Agence France-Presse", "AFP", "dpa-AFX", "dpa", "APA", "Keystone-SDA", "SDA", "EFE", "Europa Press",
    "ANSA", "Adnkronos", "AGI", "LaPresse", "Lusa", "ANP", "Belga", "NTB", "TT", "Ritzau", "STT", "BNS", "ELTA", "LETA", "PAP", "ČTK", "CTK", "TASR", "SITA", "MTI",
    "Hina", "Tanjug", "Beta", "FENA", "SRNA", "STA", "MIA", "BTA", "Agerpres", "Mediafax", "ANA-MPA", "Anadolu Agency", "Anadolu", "Cihan", "DHA", "İHA", "IHA",
    "TASS", "ТАСС", "RIA Novosti", "RIA News", "РИА Новости", "Interfax-Ukraine", "Interfax", "Интерфакс", "Sputnik", "Regnum", "Ukrinform", "Укринформ", "UNIAN",
    "УНИАН", "BelTA", "Kazinform", "Trend", "Report", "Azertac", "Xinhua", "新华社", "中新社", "CNA", "Kyodo News", "Kyodo", "共同通信", "共同", "Jiji Press", "Jiji", "時事通信",
    "時事", "Yonhap", "연합뉴스", "KCNA", "PTI", "ANI", "IANS", "UNI", "APP", "Bernama", "Antara", "VNA", "TTXVN", "AAP", "UPI", "Bloomberg", "PA Media",
    "Press Association", "Canadian Press", "The Canadian Press", "SAPA", "MENA", "WAM", "SPA", "QNA", "IRNA", "ISNA", "Fars", "Tasnim", "Mehr", "Télam", "Telam", "AP",
)  # fmt: skip
_NAMES = "|".join(re.escape(name) for name in sorted(AGENCIES, key=lambda name: (-len(name), name)))
_ONE = rf"(?:The )?(?:{_NAMES})"
_SEVERAL = rf"{_ONE}(?:\s*(?:[/,+&·-]|and|und|et|y|og|with|mit)\s*{_ONE}){{0,3}}"
_LABEL = r"(?:source|quelle|fuente|fonte|источник|kilde|källa|źródło|bron|lähde|kaynak|來源|来源|credit|agency|with|mit|von|par|by)"
ALONE = re.compile(rf"^[\s(\[–—-]*(?:(?i:{_LABEL})(?:\s*[:：]\s*|\s+(?i:material (?:von|der) )?))?({_SEVERAL})[\s)\].]*$")
LABELLED = re.compile(
    r"^(?:source|quelle|fuente|fonte|источник|kilde|källa|źródło|bron|lähde|kaynak|來源|来源)\s*[:：]\s*([^\W\d_][^:：/]{1,39}?)\.?$",
    re.IGNORECASE,
)
TRAILING = re.compile(rf"(?<=[.!?…。”\"»)])\s*[(\[–—-]*\s*({_SEVERAL})[)\]]*\.?$")
BRACKETED = re.compile(rf"\s*[(\[]\s*({_SEVERAL})\s*[)\]]\.?$")


def credit_of_line(line: str) -> str:
    """The credit that a whole line is ("Source: Reuters", "(AP)", "RIA News"); empty when it is something else."""
    if len(line) > 80:
        return ""
    match = ALONE.match(line) or LABELLED.match(line)
    return match[1].strip() if match else ""


def trailing_credit(line: str) -> tuple[str, str]:
    """The line without the credit that stands behind its last sentence, and the credit; (line, "") when there is none."""
    match = TRAILING.search(line) or BRACKETED.search(line)
    if match is None or match.start() < 20:
        return line, ""
    return line[: match.start()].rstrip(), match[1].strip()
