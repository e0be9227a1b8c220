"""The web, as a polite client meets it: requests within limits, their pace on each registered domain, and what a URL is.

``urls`` comes first: pure functions that say what a URL is the same as and whose it is. ``http`` sends one request with its
redirects and hands back a ``Response``, whatever happens; ``pacing`` sends many of them, at a distance, until a deadline.
What browsers take is taken: ``heads`` and ``tolerant`` mend sloppy heads before aiohttp parses them, ``codings`` unpacks
bodies, ``refreshes`` knows pages that only lead on.
"""
