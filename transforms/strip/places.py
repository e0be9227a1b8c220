"""Rules of place: what a line is by where it stands, what stands around it and what else the page says.

Each takes a ``Sheet`` and notes in it which lines go and why. None needs words of a language, except that a label such as
"See also" helps two of them.
"""

from __future__ import annotations

import re

from connectors.dates import read_date
from transforms.strip.credit import credit_of_line
from transforms.strip.residue import DENSE, EMOJI, SIGN_OFF
from transforms.strip.sheet import Sheet
from transforms.text.headline import headline_key

# A day in figures and a time at most: a date line even where nobody can tell the day from the month.
FIGURES = re.compile(
    r"^\W*\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?:\W+(?:\w{1,3}\W+)?\d{1,2}[:.h]\d{2}(?::\d{2})?)?\W*(?:uhr|h|[ap]m)?\W*$", re.IGNORECASE
)
STOP = re.compile("[.!?…。！？।؟;,，；]")
BY = re.compile(r"^\W*(?:by|von|por|par|di|av|af|door|przez|от|автор|text)\b[:\s]\s*", re.IGNORECASE)
AND = re.compile(r"(?<!\s)\s++(?:[,;|/&]\s*|(?:and|und|y|e|et|og|och|en|и|i)\s+)|[,;|/&]\s*")
PARTICLES = frozenset("de del der den di da do dos van von la le bin al el ter ten af zu".split())
LINKED = 6  # words of a linked headline; shorter links are names of what the article speaks of (docs/decisions/strip-link-lists.md)
KICKER = 40  # characters that may stand before a repeated title on its line; one of a script without blanks counts as five
ABOVE = 8  # lines among which a title is looked for below fragments
PASSAGE = 5  # paragraphs in a row from which a passage is said again
LABEL = 60  # characters up to which a line may be a label
HEADLINE = 300  # characters up to which a line may be a headline


def cut_boxes(sheet: Sheet) -> None:
    """Lines that the page's markup puts into a box beside the article."""
    boxes = sheet.context.boxes
    if boxes:
        for i, line in enumerate(sheet.lines):
            if box := boxes.get(line):
                sheet.cut(i, box)


def cut_labelled_links(sheet: Sheet) -> None:
    """Lines that are a label and a link to another page: "See also: …"."""
    if sheet.context.labelled:
        for i, line in enumerate(sheet.lines):
            if len(line) <= HEADLINE and sheet.key(i) in sheet.context.labelled:
                sheet.cut(i, "related headline")


def cut_repetition(sheet: Sheet) -> None:
    """Lines without words, and headlines that stand twice on one line: a link's picture and its text."""
    for i, line in enumerate(sheet.lines):
        half = len(line) // 2
        if not line[:1].isalnum() and not any(map(str.isalnum, line)):
            sheet.cut(i, "no words")
        elif (
            line[:4] == line[half + 1 : half + 5]
            and 2 * half < len(line)
            and line[:half] == line[half + 1 :]
            and sheet.words(i) >= 8
            and not sheet.ends_sentence(i)
        ):
            sheet.cut(i, "said twice")


def cut_repeated_passages(sheet: Sheet) -> None:
    """Lines in a row that stand in the text already, at least five paragraphs among them: the page holds the article twice."""
    lines = sheet.lines
    if len(set(lines)) + PASSAGE > sheet.count:
        return
    first: dict[str, int] = {}
    i = 0
    while i < sheet.count:
        start = first.setdefault(lines[i], i)
        end = i
        while start < i and end < sheet.count and start + end - i < i and lines[end] == lines[start + end - i]:
            end += 1
        if end - i >= PASSAGE and sum(map(sheet.is_prose, range(i, end))) >= PASSAGE:
            for k in range(i, end):
                sheet.cut(k, "repeated passage")
        i = max(end, i + 1)


def cut_head(sheet: Sheet) -> None:
    """The repeated title, the outlet's name, byline and date line before the article begins."""
    context = sheet.context
    said = {text for text in (sheet.title, *context.titles) if text}
    longest = max(map(len, (*said, *context.names, *context.authors)), default=0) + 2 * KICKER
    if not sheet.count or (len(sheet.lines[0]) > longest and sheet.is_prose(0)):
        return
    titles = {key for text in said if (key := headline_key(text))}
    _cut_above_title(sheet, titles)
    authors = {headline_key(name) for name in context.authors}
    names = {headline_key(name) for name in context.names}
    for i in range(sheet.head):
        if not sheet.stays(i):
            continue
        line = sheet.lines[i]
        own = sheet.key(i) if len(line) <= longest else ""
        if own in titles or any(_ends_with_title(own, key) for key in titles):
            sheet.cut(i, "repeated title")
        elif len(line) <= LABEL and is_date_line(line):
            sheet.cut(i, "date line")
        elif own in authors or names_of_byline(line):
            sheet.cut(i, "byline")
        elif own in names:
            sheet.cut(i, "outlet name")
        elif sheet.is_prose(i):
            break


def names_of_byline(line: str) -> tuple[str, ...]:
    """The people that a line such as "By Ada Quay and Jon Pier" names and nothing else; none when it says more.

    A name is two to four words that begin with capitals, joined by particles at most.

    >>> names_of_byline("Von Ada Quay und Jon van der Pier"), names_of_byline("By the time help came")
    (('Ada Quay', 'Jon van der Pier'), ())
    """
    match = BY.match(line) if len(line) <= LABEL * 2 else None
    if match is None:
        return ()
    names = tuple(name for name in AND.split(line[match.end() :].strip()) if name)
    return names if names and all(_is_name(name) for name in names) else ()


def _is_name(text: str) -> bool:
    words = text.split()
    proper = [word for word in words if word not in PARTICLES]
    return (
        2 <= len(proper) <= 4
        and words[0][0].isupper()
        and all(word[0].isupper() and word.strip(".").replace("-", "").replace("'", "").replace("’", "").isalpha() for word in proper)
        and not text.endswith(("!", "?", ":"))
        and not (text.endswith(".") and len(words[-1]) > 2)
    )


def _ends_with_title(own: str, title: str) -> bool:
    """Whether a line is a title with a kicker before it, both as headline keys."""
    before = own[: len(own) - len(title)]
    return len(title) >= 20 and own.endswith(title) and len(before) + 4 * len(DENSE.findall(before)) <= KICKER


def _cut_above_title(sheet: Sheet, titles: set[str]) -> None:
    """Where the title repeats below nothing but short fragments, they are the way to the page: sections, labels, a breadcrumb."""
    for i in range(min(ABOVE, sheet.count)):
        if sheet.key(i) in titles:
            for above in range(i):
                sheet.cut(above, "above the title")
            sheet.cut(i, "repeated title")
            return
        if sheet.words(i) > 4 or sheet.ends_sentence(i):
            return


def is_date_line(line: str) -> bool:
    """Whether a line is a date, with a time or without, in words or figures.

    >>> [is_date_line(line) for line in ("05/03/2024 10:15", "Freitag, 3. Mai 2024", "On 3 May 2024 two boats burned.")]
    [True, True, False]
    """
    if FIGURES.match(line) or read_date(line).when:
        return True
    numbers = re.findall(r"\d+", line)
    words = re.findall(r"[^\W\d_]+", line)
    year = any(len(number) == 4 and number[:2] in ("19", "20") for number in numbers)
    return year and len(numbers) >= 4 and len(words) <= 3 + line.count("年") * 6 and (":" in line or "時" in line or "时" in line)


def cut_tail_credits(sheet: Sheet) -> None:
    """Wire credits on lines of their own, and the authors' names below the text."""
    context = sheet.context
    authors = {headline_key(name) for name in context.authors}
    full_names = [name for name in context.authors if " " in name]
    for i in (*range(min(sheet.head, sheet.tail)), *range(sheet.tail, sheet.count)):
        line = sheet.lines[i]
        if len(line) > HEADLINE or not sheet.stays(i):
            continue
        if is_credit(line):
            sheet.cut(i, "wire credit")
        elif i >= sheet.tail and authors and sheet.key(i) in authors:
            sheet.cut(i, "byline")
        elif i >= max(sheet.tail, sheet.count - 2) and full_names:
            start = " ".join(line.split()[:4])
            if any(name in start for name in full_names):
                sheet.cut(i, "author box")


def is_credit(line: str) -> bool:
    """Whether a line names a source and nothing else; what goes on in small letters is a sentence.

    >>> is_credit("Source: Reuters"), is_credit("Source: people who know the matter")
    (True, False)
    """
    credit = credit_of_line(line)
    return bool(credit) and not (credit[0].islower() and len(credit.split()) > 2)


def cut_after_end(sheet: Sheet) -> None:
    """Leftovers below the article: between a line that ends it and further residue, and sign-offs and fragments after the last."""
    anchors = {i: rule for i, rule in sheet.rules.items() if i >= sheet.tail and rule.anchor}
    if not anchors:
        return
    last = max(anchors)
    end = next((i for i, rule in anchors.items() if rule.ends), None)
    if end is not None and all(len(sheet.lines[i]) <= sheet.settings.after_end_characters for i in range(end, last) if sheet.stays(i)):
        for i in range(end, last):
            sheet.cut(i, "after the article's end")
    rest = [i for i in range(last + 1, sheet.count) if sheet.stays(i)]
    if all(SIGN_OFF.match(sheet.lines[i]) or _is_fragment(sheet, i) for i in rest):
        for i in rest:
            sheet.cut(i, "after the article's end")


def _is_fragment(sheet: Sheet, i: int) -> bool:
    return sheet.words(i) <= 4 and (EMOJI.search(sheet.lines[i]) is not None or not sheet.ends_sentence(i))


def cut_loose_end(sheet: Sheet) -> None:
    """Up to three short labels below the last paragraph, where nothing follows them that they could announce."""
    settings = sheet.settings
    kept = [i for i in range(sheet.count) if sheet.stays(i)]
    loose: list[int] = []
    while kept and len(loose) < settings.loose_lines and _is_label(sheet, kept[-1]):
        loose.append(kept.pop())
    if kept and sheet.is_prose(kept[-1]) and sheet.ends_sentence(kept[-1]):
        for i in loose:
            sheet.cut(i, "label without a text")


def _is_label(sheet: Sheet, i: int) -> bool:
    line = sheet.lines[i]
    return len(line) <= LABEL and line[:1].isalnum() and sheet.words(i) <= sheet.settings.loose_words and not STOP.search(line)


def cut_link_runs(sheet: Sheet) -> None:
    """Lines that are all link: two or more in a row, below a "related" heading, or at the very end."""
    links = sheet.context.links
    if not links:
        return
    lines, count = sheet.lines, sheet.count
    linked = [
        len(line) <= HEADLINE and sheet.key(i) in links and sheet.words(i) >= LINKED and not (sheet.ends_sentence(i) and line[-1] != "?")
        for i, line in enumerate(lines)
    ]
    i = 0
    while i < count:
        if not linked[i]:
            i += 1
            continue
        end = i
        while end < count and (linked[end] or not sheet.stays(end)):
            end += 1
        run = [k for k in range(i, end) if sheet.stays(k)]
        above = i > 0 and (rule := sheet.rules.get(i - 1)) is not None and rule.reason == "related headline"
        if len(run) >= 2 or above or end >= count:
            for k in run:
                sheet.cut(k, "link list")
        i = end


def cut_repeated_start(sheet: Sheet) -> None:
    """Whatever else stays, a text never begins by repeating its title."""
    key = headline_key(sheet.title)
    for i in range(sheet.count):
        if not sheet.stays(i):
            continue
        if not key or len(sheet.lines[i]) > len(sheet.title) + 2 * KICKER or sheet.key(i) != key:
            return
        sheet.cut(i, "repeated title")


def without_title(title: str, line: str) -> str:
    """A first line without the title that stands before it; else the line.

    >>> without_title("Two boats burn in harbour", "Two boats burn in harbour: The fire began at dawn.")
    'The fire began at dawn.'
    >>> without_title("Two boats burn in harbour", "Two boats burn in harbour at dawn.")
    'Two boats burn in harbour at dawn.'
    """
    if len(title) < 15 or line[: len(title)].casefold() != title.casefold():
        return line
    match = re.match(r"\s*[.:|–—-]\s+(?=\S)", line[len(title) :])
    return line[len(title) + match.end() :] if match else line
