"""Credits: lines and line ends that say whom a story comes from. Some leave the text; all become the story's credit.

Read are the dateline ("WASHINGTON (Reuters) -"), lines of their own and line ends ("Source: Reuters", "(AP)"), the byline
("By Jane Doe | AP"), and below the text who published it first or holds the copyright. Nothing is cut here.
"""

# ruff: noqa: E501  (patterns of many languages)
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from connectors.records import Cut
from transforms.text.credits import AGENCIES, COMMON_WORDS, join_credits, outlet_keys

_NAMES = "|".join(map(re.escape, AGENCIES))
_SURE_NAMES = "|".join(re.escape(name) for name in AGENCIES if name not in COMMON_WORDS)
_ONE = rf"(?:The )?(?:{_NAMES})"
_SEVERAL = rf"{_ONE}(?:\s*(?:[/,+&·-]|and|und|et|y|og|with|mit)\s*{_ONE}){{0,3}}"
_LABEL = r"(?:source|quelle|fuente|fonte|источник|kilde|källa|źródło|bron|lähde|kaynak|來源|来源|credit|agency|with|mit|von|par|by)"
ALONE = re.compile(rf"^[\s(\[–—-]*(?:(?i:{_LABEL})(?:\s*[:：]\s*|\s+(?i:material (?:von|der) )?))?({_SEVERAL})[\s)\].]*$")
LABELLED = re.compile(
    r"^(?:source|quelle|fuente|fonte|источник|kilde|källa|źródło|bron|lähde|kaynak|來源|来源)\s*[:：]\s*([^\W\d_][^:：/]{1,39}?)\.?$",
    re.IGNORECASE,
)
TRAILING = re.compile(rf"(?<=[.!?…。”\"»)])\s*[(\[–—-]*\s*({_SEVERAL})[)\]]*\.?$")
BRACKETED = re.compile(rf"(?:(?<!\s)\s++)?+[(\[]\s*({_SEVERAL})\s*[)\]]\.?$")

HEAD = 110  # characters in which a dateline stands
TAIL_LINES = 10
MOST_BYLINE = 120
NO_NOTES = frozenset(("related headline", "link list", "said twice", "photo credit", "caption"))
MOST_LINE = 400  # characters of a line below the text that still is a note
_BRACKETS = re.compile(r"[(（\[【]\s*+([^()（）\[\]【】]{2,40}?)\s*+[)）\]】]|/\s?([^/()]{2,20}?)\s?/")
_AGENCY = re.compile(rf"(?:The )?(?:{_NAMES})")
_CLOSES_DATELINE = re.compile(r"\s*(?:[-–—―.:=~]|$)")
_DASHED = re.compile(rf"^[^.!?]{{0,60}}?\s?[-–—]{{1,2}}\s*({_SURE_NAMES})\s*[.,:–—-]\s")
_LEADING = re.compile(rf"^({_SURE_NAMES})\s*[-–—:|]+\s")
_CHINESE = re.compile(r"^[（(]?(新华社|新華社|中新社|中新网|中央社|共同社?|時事)[^，。]{0,24}[电電讯訊]")
_BYLINE = re.compile(
    rf"(?:^|[|/,;·•–—-]\s*|\s(?:for|of) (?:the )?)((?:The )?(?:{_SURE_NAMES}))(?:\s+(?:\w+\s+)?(?:writers?|staff|correspondents?|news))?\s*$",
    re.IGNORECASE,
)
_BYLINE_WORD = re.compile(r"^(?:by|von|por|par|di|av|af|door|от|автор)\b[:\s]", re.IGNORECASE)
_FIRST_PUBLISHED = re.compile(
    r"(?:first|originally|previously)\s+(?:appeared|published|ran|posted|reported)\s+(?:on|in|by|at)\b"
    r"|(?:appeared|published|ran|posted)\s+(?:first|originally|previously)\s+(?:on|in|by|at)\b"
    r"|\bre-?(?:published|printed|posted)\s+(?:here\s+)?(?:\w+\s+){0,3}?from\b|\b(?:courtesy of|syndicated (?:from|by))\b"
    r"|(?:erschien|erschienen|veröffentlicht)\s+(?:ist\s+)?(?:zuerst|zunächst|ursprünglich)\s+(?:auf|bei|in|im|von)\b"
    r"|(?:zuerst|zunächst|ursprünglich)\s+(?:erschien(?:en)?|veröffentlicht)\s+(?:auf|bei|in|im|von)\b|übernommen von\b"
    r"|(?:publiée?|parue?|diffusée?)\s+(?:initialement|d['’]abord|à l['’]origine|en premier)\s+(?:sur|par|dans|chez)\b"
    r"|(?:initialement|d['’]abord|à l['’]origine)\s+(?:publiée?|parue?)\s+(?:sur|par|dans|chez)\b"
    r"|publicad[oa]\s+(?:originalmente|originariamente|primero|primeiro|inicialmente)\s+(?:en|por|em|no|na|pelo|pela)\b"
    r"|(?:originalmente|originariamente|inicialmente)\s+(?:publicad[oa]|pubblicat[oa])\s+(?:en|por|em|no|na|pelo|pela|su|da|in)\b"
    r"|pubblicat[oa]\s+(?:originariamente|originalmente|inizialmente|per la prima volta)\s+(?:su|da|in|sul)\b"
    r"|(?:verscheen|gepubliceerd)\s+(?:eerder|eerst|oorspronkelijk)\s+(?:op|in|bij|door)\b"
    r"|(?:впервые|первоначально|изначально)\s+(?:был[аои]?\s+)?(?:опубликован\w*|вышл\w*|появил\w*)\s+(?:в|на)\b"
    r"|\b(?:ukazał|opublikowan)\w*+\s+(?:się\s+)?(?:pierwotnie|po raz pierwszy|najpierw)\s+(?:w|na|przez)\b"
    r"|(?:publicerades|publisert|publiceret|udgivet)\s+(?:ursprungligen|först|opprinnelig|først|oprindeligt)\s+(?:på|i|av|af)\b"
    r"|首发于|首發於|原载于?|原載於?|转载自|轉載自|初出[:：]|転載元[:：]",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[\s©]*(?:\(c\)\s*)?(?:\d{4}(?:\s*[-–,]\s*\d{4})?)?[\s,]*(?:(?:by|von|par|por)\s+)?", re.IGNORECASE
)
_WITH = re.compile(
    r"^(?:with|mit|avec|con|com|med|met|z|с)\s+(?:(?:additional\s+)?(?:agentur)?(?:material|reporting|reports?|files?|informations?|información|informação|informazioni|материал\w*)"
    r"\s+(?:from|by|von|der|de|da|di|fra|från|van|par)\s+)?(?:the\s+|der\s+|l['’])?(.{2,40})$",
    re.IGNORECASE,
)
_TRIGGERS = (  # stems without which no note is worth a closer look
    "publi", "pubbl", "publis", "appeared", "erschien", "veröffentlicht", "paru", "diffus", "apareci", "verscheen", "ukaza", "впервые", "первонач", "изнач", "udgivet",
    "printed", "posted", "ran ", "courtesy of", "syndicated", "übernommen", "首发", "首發", "原载", "原載", "转载", "轉載", "初出", "転載",
)  # fmt: skip
_PHOTOS = re.compile(r"getty|shutterstock|imago|alamy|photo|foto|picture|bild|image|imagen", re.IGNORECASE)
_NO_NAMES = frozenset("all alle tous todos tutti все wszelkie alla this these he she it they our we no not".split())
_LINKS = frozenset("of the for de des la le les du del della di do da y and & und et e".split())


def credit_of_line(line: str) -> str:
    """The credit that a whole line is; empty when it is something else.

    >>> [credit_of_line(line) for line in ("(AP)", "Quelle: Hafenblatt", "Reuters was there first.")]
    ['AP', 'Hafenblatt', '']
    """
    if len(line) > 80:
        return ""
    match = ALONE.match(line) or LABELLED.match(line)
    return match[1].strip() if match else ""


def trailing_credit(line: str) -> tuple[str, str]:
    """The line without the credit that stands behind its last sentence, and the credit; (line, "") when there is none.

    >>> trailing_credit("Two boats burned in the harbour. (AP)")
    ('Two boats burned in the harbour.', 'AP')
    >>> trailing_credit("Two boats burned in the harbour, said AP")
    ('Two boats burned in the harbour, said AP', '')
    """
    match = TRAILING.search(line) or BRACKETED.search(line)
    if match is None or match.start() < 20:
        return line, ""
    return line[: match.start()].rstrip(), match[1].strip()


def dateline_credit(line: str) -> str:
    """The agency in front of the first sentence; empty when none is.

    >>> dateline_credit("HARBOUR TOWN, May 5 (Reuters) - Two boats burned.")
    'Reuters'
    >>> dateline_credit("МОСКВА, 5 мая. /ТАСС/. Пожар в порту."), dateline_credit("新华社北京5月5日电 两艘船起火。")
    ('ТАСС', '新华社')
    >>> dateline_credit("The harbour master spoke to the agency (Reuters) on Monday.")
    ''
    """
    head = line[:HEAD]
    for bracket in _BRACKETS.finditer(head):
        before, inner, after = head[: bracket.start()], bracket[1] or bracket[2], head[bracket.end() :]
        found = _AGENCY.fullmatch(inner) or next((m for part in re.split("[,/=·]", inner) if (m := _AGENCY.fullmatch(part.strip()))), None)
        if found is None and not inner.isascii():
            found = next((m for m in _AGENCY.finditer(inner) if m.end() == len(inner) and not m[0].isascii()), None)
        small = sum(word[0].islower() for word in before.split())
        if found and small <= 2 and (not before.strip() or not found[0].isascii() or _CLOSES_DATELINE.match(after)):
            return found[0]
        if small > 2:
            break
    match = _DASHED.match(head) or _LEADING.match(head) or _CHINESE.match(head)
    return match[1] if match and sum(word[0].islower() for word in head[: match.start(1)].split()) <= 2 else ""


def leading_name(text: str) -> str:
    """The name that a text begins with: words with a capital, and what joins them; a domain; or a few ideographs.

    >>> leading_name("The Voice of the Harbour on Monday"), leading_name("quay.example, with changes"), leading_name("all rights reserved")
    ('The Voice of the Harbour', 'quay.example', '')
    """
    text = text.strip(" :：\"“„«‘'《「")
    first = text[:1]
    if not first:
        return ""
    if not (first.isupper() or first.islower() or first.isdigit()):  # a script without capitals
        match = re.match(r"[^\s，。、,.;；)）》」\"”]{2,20}", text)
        return match[0] if match else ""
    words: list[str] = []
    for word in text.split()[:8]:
        bare = word.strip("\"“”„«»‘’'()[]")
        clean = bare.rstrip(".,;:!?|")
        if not words and re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", clean):
            return clean
        initial = clean[2:3] if clean[1:2] in "'’" else clean[:1]  # l’Ouest
        if clean.casefold() in _NO_NAMES or not (initial.isupper() or (words and (clean[:1].isdigit() or clean in _LINKS))):
            break
        words.append(clean)
        if bare != clean or word.endswith((")", "”", "»", '"')):
            break
    while words and words[-1] in _LINKS:
        words.pop()
    return " ".join(words) if sum(map(len, words)) > 1 else ""


def note_credits(line: str) -> list[str]:
    """Whom a note below the text names: who published it first, holds the copyright, or gave material.

    >>> note_credits("This article was originally published on The Conversation."), note_credits("Mit Material von Reuters")
    (['The Conversation'], ['Reuters'])
    >>> note_credits("© 2021 The Ledger. All rights reserved."), note_credits("© Getty Images")  # the latter is of a picture
    (['The Ledger'], [])
    """
    found = []
    folded = line.casefold()
    if any(stem in folded for stem in _TRIGGERS) and (match := _FIRST_PUBLISHED.search(line)):
        found.append(leading_name(line[match.end() :]))
    if ("©" in folded or "(c)" in folded or "copyright" in folded) and not _PHOTOS.search(line) and (match := _COPYRIGHT.search(line)):
        found.append(leading_name(line[match.end() :]))
    if len(line) <= 80:
        bracketed = line[1:-1].strip() if line[:1] in "([" and line[-1:] in ")]" else ""
        match = _WITH.match(line.rstrip(" ."))
        name = bracketed or (match[1] if match else "")
        if name and 1 <= len(name.split()) <= 4 and leading_name(name) == name:
            found.append(name)
    return [name for name in found if name]


def byline_credit(line: str) -> str:
    """The agency that a byline ends with; empty when none does.

    >>> [byline_credit(line) for line in ("Jane Doe | AP", "By JOHN ROE, Associated Press", "By Jane Doe")]
    ['AP', 'Associated Press', '']
    """
    match = _BYLINE.search(_BYLINE_WORD.sub("", line.strip()))
    return match[1] if match else ""


def read_credits(before: str, lines: Sequence[str], cuts: Iterable[Cut], authors: Iterable[str], site: str, publisher: str) -> str:
    """All that a story says of where it comes from, as one text; empty when it says nothing.

    ``before``: what is known already; ``lines``: the text as it stays; ``cuts``: what was cut from it.
    """
    found = [before] if before else []
    if lines and (name := dateline_credit(lines[0])):
        found.append(name)
    notes = [line for line in lines[-TAIL_LINES:] if len(line) <= MOST_LINE]
    for cut in cuts:
        if cut.reason == "wire credit":
            found.append(credit_of_line(cut.line) or trailing_credit("." * 20 + cut.line)[1])
        elif cut.reason == "byline" and len(cut.line) <= MOST_BYLINE:
            found.append(byline_credit(cut.line))
        if len(cut.line) <= MOST_LINE and cut.reason not in NO_NOTES:
            notes.append(cut.line)
    found += [byline_credit(author) for author in authors]
    for line in notes:
        found += note_credits(line)
    return join_credits(found, outlet_keys(site, publisher))
