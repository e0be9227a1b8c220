"""One kind of input, chosen by atheris: what reaches code that no input reached before is bent further.

    python -m tests.fuzz.guided KIND FOLDER [libFuzzer's options]

writes every new kind of finding into the folder and goes on. A process of its own, since libFuzzer ends it as it likes: what kills it, or
hangs in it, lies in the folder too, under the name that libFuzzer gives it.
"""

from __future__ import annotations

import hashlib
import random
import resource
import sys
from pathlib import Path

import atheris

INSTRUMENTED = ["connectors", "transforms", "feedparser", "trafilatura"]
SLOWER = 3.0
"""How much longer instrumented code may take before it is worth trying the input without; that decides."""
MOST_FINDINGS = 20
MOST_MEMORY = 4 * 2**30


def main(name: str, folder: Path, options: list[str]) -> None:
    with atheris.instrument_imports(include=INSTRUMENTED):
        from tests.fuzz.judging import KINDS, MOST_SECONDS, judge
        from tests.fuzz.mutations import MOST

        kind = KINDS[name]
        kind.load()
        for seed in kind.seeds()[:20]:  # loads what is imported where it is needed
            kind.check(seed)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    corpus, words = folder / "corpus", folder / "words.dict"
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(kind.seeds()):
        (corpus / f"seed-{number:04}").write_bytes(seed)
    words.write_text("".join(f'"{_escaped(token)}"\n' for token in kind.tokens if token))
    found: set[str] = set()

    def try_one(data: bytes) -> None:
        verdict = judge(kind, data, SLOWER * MOST_SECONDS)
        fault = verdict.partition("\n")[0]
        if verdict and fault not in found and len(found) < MOST_FINDINGS:
            found.add(fault)
            (folder / f"finding-{hashlib.sha256(fault.encode()).hexdigest()[:12]}").write_bytes(data)

    def bend(data: bytes, most: int, seed: int) -> bytes:
        dice = random.Random(seed)
        return kind.mutate(data, dice)[:most] if dice.random() < 0.7 else bytes(atheris.Mutate(data, most))

    atheris.Setup(
        [sys.argv[0], f"-dict={words}", f"-max_len={MOST}", f"-artifact_prefix={folder}/", *options, str(corpus)],
        try_one, custom_mutator=bend,
    )  # fmt: skip
    atheris.Fuzz()


def _escaped(token: str) -> str:
    return "".join(chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}" for byte in token.encode("utf-8", "replace"))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
