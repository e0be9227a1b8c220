"""Inputs that nobody thought of: feeds, pages, rows and feed lists, bent and broken until something gives.

``feeds``, ``pages``, ``rows`` and ``lists`` each say what holds of every input of their kind, from which seeds to start and how to bend
one; ``mutations`` bends markup and JSON along their structure; ``published`` says what holds of whatever would be published. ``judging``
tries one input within its time; ``guided`` has atheris choose the inputs by the code that they reach. ``findings`` keeps those that were
ever too much: ``test_fuzz`` tries them, the seeds and some bent ones on every test run. ``python -m tests.fuzz --help``.
"""
