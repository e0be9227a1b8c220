"""The published store's contract: what lies under which key, what it says, how it is read and how an edition is committed.

``documents`` comes first: the rows, documents and manifest that readers see. ``schema`` turns them into JSON and Parquet, ``layout``
names their keys and ``tables`` says how rows lie in files. ``reading`` goes LATEST → manifest → objects (``known`` is the largest
of them, packed; ``rows`` are some columns for who needs no more); ``commit`` writes an edition and swaps LATEST; ``verify`` checks
all of it. Nothing else knows a key of the store, but for those of the store's own lease and probe.
"""
