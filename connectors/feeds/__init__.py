"""Feeds: the lists that name them and the documents that they are. Reads text and bytes; fetches nothing."""

from connectors.feeds.documents import ParsedFeed, entry_keys, parse_feed
from connectors.feeds.items import FeedSettings
from connectors.feeds.lists import FeedListError, read_feed_list

__all__ = ["FeedListError", "FeedSettings", "ParsedFeed", "entry_keys", "parse_feed", "read_feed_list"]
