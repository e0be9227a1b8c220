"""``make quality``: the real command on every labelled set, scored, beside its peers. See docs/quality.md.

What is measured on which set is in ``measure``, what is required in ``targets``, the peers in ``peers``, the published
benchmark of news streams in ``miranda``, and what went wrong, story by story, in ``errors``.
"""
