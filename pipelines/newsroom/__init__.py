"""The sample newsroom: fictional outlets with real feeds and pages, a server for any moment, and the truth.

    world = build_world("any seed")
    with NewsroomServer(world, now=world.moments[0]) as server:
        ...  # a client with server.proxy_url as its proxy reads server.feeds_url
    score_rows(world, rows)  # rows as `newsheaf stories --format jsonl --text` prints them

``world`` comes first: of a seed it makes all that was published. ``events`` draws what happened, ``reports``, ``copies`` and
``routine`` tell it by the ``grammar`` of ``prose/``, the ``outlets`` set it in ``templates`` with ``furniture`` around it.
``feeds`` lists it as real sites do, ``server`` serves both at any moment; ``truth`` says what is so, ``scoring`` holds a result
against it. ``load`` writes stories in bulk.
"""

from pipelines.newsroom.server import NewsroomServer
from pipelines.newsroom.world import Story, World, build_world

__all__ = ["NewsroomServer", "Story", "World", "build_world"]
