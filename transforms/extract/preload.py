"""What a worker process needs, loaded once in the server that workers are forked from. Import it for that effect only."""

from __future__ import annotations

import lxml.html
import trafilatura
import w3lib.encoding

from transforms.extract import page
from transforms.language import load_classifier

load_classifier()

__all__ = ["lxml", "page", "trafilatura", "w3lib"]
