"""The graphs, the configuration and the ``newsheaf`` command.

``batch`` comes first: a ``plan`` becomes the graph of an edition, or one for each of the ``slices`` of an archive, while ``progress``
shows how far it is. ``rebuild`` makes the state anew. ``config`` holds the settings, ``commands`` is what a user types, ``newsroom``
the world that demo, tests and benchmarks read; ``beam_clients`` only makes Beam load faster.
"""
