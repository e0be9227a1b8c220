"""Clients of the outside world: HTTP, feeds, object stores and the published formats. Nothing here knows Beam.

``records`` comes first: what is passed from stage to stage; ``counts``, ``hashes`` and ``times`` lie beside it. ``web`` asks the
network and ``feeds`` reads what it answers; ``given`` and ``overrides`` read the operator's files. ``store`` keeps objects, and
``editions`` says what a published store is made of.
"""
