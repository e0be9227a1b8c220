"""The overrides file: what an editor may write, and what is said of what can't be."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.overrides import Override, OverridesError, contradictions, digest_overrides, read_overrides

FILE = """\
# the desk's decisions
- must-link: [https://Ledger.example/ferry?utm_source=x, quay-17]
  note: one fire, told from two ends
  by: mk, 2026-03-02

- cannot-link: [0123, 1e5]   # Tuesday's and Wednesday's
- {cannot-link: ["a, b", c], by: 2026-03-03}
"""


def read(tmp_path: Path, text: str | bytes) -> tuple[Override, ...]:
    file = tmp_path / "overrides.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_overrides(file)


def test_a_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    found = read(tmp_path, FILE)
    assert [(o.kind, o.left, o.right, o.note, o.by) for o in found] == [
        ("cannot-link", "0123", "1e5", "", ""),
        ("cannot-link", "a, b", "c", "", "2026-03-03"),
        ("must-link", "https://ledger.example/ferry", "quay-17", "one fire, told from two ends", "mk, 2026-03-02"),
    ]
    assert [o.where.rpartition(":")[2] for o in found] == ["6", "7", "2"]
    assert found[2].words == "must-link https://ledger.example/ferry quay-17: one fire, told from two ends (mk, 2026-03-02)"
    assert read(tmp_path, b"\xef\xbb\xbf# nothing yet\n") == read(tmp_path, "") == read(tmp_path, "[]") == ()
    assert read(tmp_path, '[{"must-link": ["a", "b"]}]') == (Override(kind="must-link", left="a", right="b"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("must-link: [a, b]", ":1: must be a list"),
        ("- a\n", ":1: must be a pair"),
        ("- must-link: [a, b, c]", ":1: must-link takes two stories"),
        ("- must-link: a", ":1: must-link takes two stories"),
        ("- must-link: [a, ~]", ":1: a story has no name"),
        ("- must-link: [a, ftp://b.example/x]", "no http(s) URL"),
        ("- must-link: [a, b]\n  cannot-link: [a, c]", ":1: has must-link and cannot-link"),
        ("- note: x", ":1: has neither"),
        ("- must-link: [a, b]\n  must-link: [c, d]", ":1: must-link is set twice"),
        ("\n- mustlink: [a, b]", ":2: no key 'mustlink'; did you mean 'must-link'?"),
        ("- must-link: [a, b]\n  note: [x]", "put it in quotes"),
        ("- must-link: [a, b]\n  note: " + "x" * 501, "501 characters"),
        ("- must-link: [a, " + "b" * 2049 + "]", "2049 characters"),
        ("- must-link: [a, a]", ":1: both names mean the story a"),
        ("- must-link: [a, b]\n- must-link: [b, a]", ":2: must-link a b again; keep one of"),
        ("- must-link: [a, b]\n- cannot-link: [b, a]", "overrides.yaml:1 says must-link"),
        ("- cannot-link: [a, c]\n- must-link: [a, b]\n\n- must-link: [c, b]", ":1: cannot-link a c contradicts"),
        ("- must-link: [a, b\n", ":2: "),
        (b"\xff\xfe- must", "not UTF-8 at byte 0"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(OverridesError) as error:
        read(tmp_path, text)
    assert said in str(error.value) and all("overrides.yaml" in problem for problem in error.value.problems)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(OverridesError) as error:
        read(tmp_path, "- must-link: [a]\n- x: 1\n- must-link: [a, b]\n- must-link: [b, c]\n- must-link: [c, d]\n- cannot-link: [d, a]\n")
    first, second, third = error.value.problems
    assert ":1:" in first and ":2:" in second and ":6: cannot-link a d contradicts" in third
    assert all(f"overrides.yaml:{line} (must-link" in third for line in (3, 4, 5)) and third.endswith("remove one of these lines")


def test_a_file_that_is_not_there_or_far_too_large(tmp_path: Path) -> None:
    with pytest.raises(OverridesError, match="can't read the overrides: No such file"):
        read_overrides(tmp_path / "none.yaml")
    with pytest.raises(OverridesError, match="can't read the overrides"):
        read_overrides(tmp_path)
    with pytest.raises(OverridesError, match="larger than 4 MB"):
        read(tmp_path, b"#" * (4 * 2**20 + 1))


names = st.sampled_from("abcdef")
pairs = st.tuples(st.sampled_from(["must-link", "cannot-link"]), names, names)


@given(st.lists(pairs, max_size=8), st.randoms(use_true_random=False))
def test_a_contradiction_is_found_exactly_when_there_is_one(drawn: list[tuple[str, str, str]], dice: random.Random) -> None:
    overrides = [
        Override(kind=kind, left=min(a, b), right=max(a, b), where=f"f:{n}")  # type: ignore[arg-type]
        for n, (kind, a, b) in enumerate(drawn, 1)
    ]
    group = {name: name for name in "abcdef"}
    for o in overrides:
        if o.kind == "must-link":
            old, new = group[o.left], group[o.right]
            group = {name: new if at == old else at for name, at in group.items()}
    pairs = [(o.left, o.right) for o in overrides]
    kept = not any(o.kind == "cannot-link" and group[o.left] == group[o.right] for o in overrides)
    consistent = kept and len(set(pairs)) == len(pairs) and all(a != b for a, b in pairs)
    assert consistent == (not contradictions(overrides))
    shuffled = dice.sample(overrides, len(overrides))
    assert digest_overrides(shuffled) == digest_overrides(overrides) and contradictions(shuffled) == contradictions(overrides)
    assert bool(digest_overrides(overrides)) == bool(overrides)
