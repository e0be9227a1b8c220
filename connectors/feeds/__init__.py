"""Feeds: the lists that name them and the documents that they are. Reads text and bytes; fetches nothing.

``lists`` comes first: OPML, CSV or plain lines become ``Feed``. ``documents`` reads what a feed answered: ``parse_feed`` hands
the bytes to ``xmlfeed`` or ``jsonfeed``, which give ``items`` as they stand in the document, and makes entries of them,
duplicates and rejects counted; ``identity`` tells which items are the same and what each can be known by, ``sift``
which entries are new to a store. ``dates`` and ``markup`` read an item's times and texts.
"""

from connectors.feeds.documents import ParsedFeed, parse_feed
from connectors.feeds.identity import entry_keys
from connectors.feeds.items import FeedSettings
from connectors.feeds.lists import FeedListError, read_feed_list

__all__ = ["FeedListError", "FeedSettings", "ParsedFeed", "entry_keys", "parse_feed", "read_feed_list"]
