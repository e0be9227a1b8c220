"""The loop that newsheaf is measured against: ``trafilatura.bare_extraction(html, with_metadata=True)`` over pages, one after the other.

    python -m benchmarks.bare_loop PAGES.jsonl

Prints pages and the seconds of the loop alone, wall and CPU, as JSON; imports and reading the file are not counted.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from pathlib import Path

from trafilatura import bare_extraction


def main() -> None:
    logging.disable(logging.CRITICAL)
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        pages = [json.loads(line)["html"] for line in lines]
    wall, cpu = time.monotonic(), time.process_time()
    for html in pages:
        bare_extraction(html, with_metadata=True)
    print(json.dumps({"pages": len(pages), "wall": time.monotonic() - wall, "cpu": time.process_time() - cpu}))


if __name__ == "__main__":
    main()
