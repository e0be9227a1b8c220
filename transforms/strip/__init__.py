"""Strip: the lines of a story that are page furniture leave its text, each with its reason.

``strip_lines`` works on any text as lines; ``strip_story`` applies it to a story by the seed rules (``residue``) and reads
wire credits and the date line; ``sites`` holds what is learned of one site's repeating lines.
"""

from transforms.strip.lines import Stripped, content_fingerprint, strip_lines, strip_story
from transforms.strip.sheet import LineContext, StripSettings
from transforms.strip.sites import SiteSettings, learn_lines, sketch_lines, strip_learned

__all__ = [
    "LineContext",
    "SiteSettings",
    "StripSettings",
    "Stripped",
    "content_fingerprint",
    "learn_lines",
    "sketch_lines",
    "strip_learned",
    "strip_lines",
    "strip_story",
]
