"""The stages, one file or room each: pure functions and plain classes, with a thin Beam transform around them.

In the order of the data's way: ``poll``, ``fetch`` (or ``read``), ``extract``, ``strip``, ``identify``, ``admit``, ``sign``, ``fold``
and ``bundle`` (``arrange`` does both for a language), ``publish``; ``explain`` measures afterwards. ``text`` is what they know of text.
``state`` and ``overrides`` are what they read from the store and the editor, ``workers`` and ``progress`` carry and count them.
"""
