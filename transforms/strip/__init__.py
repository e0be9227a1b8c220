"""Strip: the lines of a story that are page furniture leave its text, each with its reason.

``lines`` comes first: ``strip_story`` lays a story's lines out on a ``sheet`` and asks the rules until they find nothing.
``match`` says which rule of ``residue`` (words and shape) a line answers to, ``places`` holds the rules of position, ``credit``
reads whom the story names as its source. What a site repeats comes after: ``sites`` sketches the lines of each story, learns of
all sketches of one site which lines are its furniture, and cuts those from what ``lines`` has left.
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
