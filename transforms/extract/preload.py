"""What a worker process needs, loaded once in the server process that workers are forked from: import it for that effect."""

from __future__ import annotations


def load() -> None:
    """Load trafilatura, what signs a story, word lists, language classifier, names of days, public suffixes: no page waits for them."""
    import lxml.html
    import trafilatura
    import w3lib.encoding
    from trafilatura.external import jt_stoplist_init

    from connectors.web.urls import registered_domain
    from transforms import parse
    from transforms.extract import kinds, prepare
    from transforms.text.language import load_classifier
    from transforms.text.marks import names_of_days

    assert lxml and trafilatura and w3lib and prepare and kinds and parse
    load_classifier()
    jt_stoplist_init()
    names_of_days("en")
    registered_domain("newsheaf.example")


load()
