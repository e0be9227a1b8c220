"""What the reader of the article left out: more of the same text in sibling containers, in lists, between its own paragraphs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence

from transforms.extract.blocks import Block, common_container, place_in, squash

# All sizes are those of ``weigh``: without blanks, and scripts without spaces count thrice.
FOUND = 15  # characters from which a block is looked for anywhere in the text; a shorter one has to be a line
SURE = 40  # characters from which a block that stands in the text says where the article is
LINKED = 0.5  # share of a block in links from which it is no text
PARAGRAPH = 70  # characters from which a paragraph of the article's kind after its end belongs to it
MAIN = 0.1  # share of the text from which its kind of place is the article's
HELD = 0.9  # share of the text in the article's container
GROUP = (2, 350, 50)  # blocks, characters and characters a block from which blocks of another kind inside the article are its text


def complete_lines(lines: Sequence[str], blocks: Sequence[Block]) -> list[str]:
    """The lines with the blocks that belong to the same text and are missing, at their places.

    A block belongs to it when its place is of the same kind (tags and classes of the containers around it) as the places
    where the text was found, or when it stands between the text's first and last block in the container that holds the text and is
    one of a group of prose. A heading belongs to it when what follows does (docs/decisions/extract-completion.md).
    """
    places = find_blocks(lines, blocks)
    sure = [index for index in places if blocks[index].weight >= SURE]
    if not sure:
        return list(lines)
    whole = "".join(map(squash, lines))
    first, last = min(sure), max(sure)
    main = _main_places([blocks[index] for index in sure])
    container = common_container([blocks[index] for index in sure], HELD)
    missing = [
        index
        for index, block in enumerate(blocks)
        if index not in places and block.links < LINKED and block.key not in whole
        and (block.place in main or (first < index < last and not block.beside and _is_in(block, container)))
    ]  # fmt: skip
    once = {blocks[index].key: index for index in reversed(missing)}  # the same text for small and for large screens
    missing = sorted(once.values())
    groups = _groups([blocks[index] for index in missing if blocks[index].place not in main])
    joining = {
        index
        for index in missing
        if not (block := blocks[index]).is_heading
        and (
            (first < index < last and (block.place in main or block.place in groups))
            or (block.place in main and block.tag in ("p", "blockquote", "pre") and block.weight >= PARAGRAPH)
        )
    }
    for index in reversed(missing):
        block, after = blocks[index], index + 1
        leads = first < index < last and (after in joining or after in places)
        if block.is_heading and leads and _is_in(blocks[after], block.element.getparent()):
            joining.add(index)
    return insert_blocks(lines, blocks, joining, places)


def find_blocks(lines: Sequence[str], blocks: Sequence[Block]) -> dict[int, int]:
    """Block → line for the blocks that stand in the lines, in the order of the blocks."""
    keys = [squash(line) for line in lines]
    starts, length = [], 0
    for key in keys:
        starts.append(length)
        length += len(key)
    whole = "".join(keys)
    exact = {key: index for index, key in reversed(list(enumerate(keys)))}
    found = {}
    for index, block in enumerate(blocks):
        if block.weight < FOUND:
            if block.key in exact:
                found[index] = exact[block.key]
        elif (place := place_in(block.key, whole)) >= 0:
            found[index] = bisect_right(starts, place) - 1
    return found


def insert_blocks(lines: Sequence[str], blocks: Sequence[Block], joining: Collection[int], places: Mapping[int, int]) -> list[str]:
    """The lines with those blocks, each after the line of what stands before it on the page."""
    order = sorted(places)
    reached, furthest = [], -1
    for index in order:
        furthest = max(furthest, places[index])
        reached.append(furthest)
    after: dict[int, list[str]] = {}
    for index in sorted(joining):
        before = bisect_left(order, index) - 1
        after.setdefault(reached[before] if before >= 0 else -1, []).append(blocks[index].text)
    result = after.get(-1, [])
    for index, line in enumerate(lines):
        result += [line, *after.get(index, ())]
    return result


def _main_places(blocks: Sequence[Block]) -> set[tuple[str, ...]]:
    sizes: dict[tuple[str, ...], list[int]] = {}
    for block in blocks:
        if not block.is_heading:
            sizes.setdefault(block.place, []).append(block.weight)
    total = sum(map(sum, sizes.values()))
    return {place for place, found in sizes.items() if len(found) >= 2 and sum(found) >= MAIN * total}


def _groups(blocks: Sequence[Block]) -> set[tuple[str, ...]]:
    sizes: dict[tuple[str, ...], list[int]] = {}
    for block in blocks:
        if not block.is_heading:
            sizes.setdefault(block.place, []).append(block.weight)
    count, total, mean = GROUP
    return {place for place, found in sizes.items() if len(found) >= count and sum(found) >= max(total, mean * len(found))}


def _is_in(block: Block, container: object) -> bool:
    return any(element is container for element in block.element.iterancestors())
