"""The truth file: for every story its event, its original, its text and what on its page is furniture; for every feed how its polls should end."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from connectors.times import format_time
from pipelines.newsroom.feeds import expected_status, feed_stories, list_feeds, write_feed
from pipelines.newsroom.world import Story, World


def expected_stories(world: World, edition: int) -> list[Story]:
    """The stories that a client which ran at every moment up to this edition must have."""
    found: dict[str, Story] = {}
    for number, moment in enumerate(world.moments[:edition + 1]):
        for feed in list_feeds(world):
            if expected_status(feed, number, True) in ("changed", "unchanged"):
                found |= {story.id: story for story in feed_stories(world, feed, moment)}
    return sorted(found.values(), key=lambda story: story.id)


def expected_revisions(world: World, edition: int) -> int:
    """Revisions that editions up to this one publish in sum: states that differ from what the edition before saw."""
    total, seen = 0, dict[str, datetime]()
    for number, moment in enumerate(world.moments[:edition + 1]):
        for story in expected_stories(world, number):
            since = story.at(moment).since
            total += seen.get(story.id, since) != since
            seen[story.id] = since
    return total


def expected_outcomes(world: World) -> dict[str, list[str]]:
    """How every feed's poll should end in each edition."""
    outcomes: dict[str, list[str]] = {}
    for feed in list_feeds(world):
        row: list[str] = []
        tag = ""
        for number, moment in enumerate(world.moments):
            document = write_feed(world, feed, moment) if feed.outlet or feed.behaviour == "empty" else None
            status = expected_status(feed, number, document is not None and document.etag != tag)
            if status == "changed" and document is not None:
                tag = document.etag
            row.append(status)
        outcomes[feed.url] = row
    return outcomes


def write_truth(world: World) -> dict[str, Any]:
    """Everything as plain JSON data; texts and furniture are those of the last moment."""
    last = world.moments[-1]
    stories = []
    for story in world.stories:
        revision = story.at(last)
        page = story.has_page
        stories.append({
            "id": story.id, "url": story.url, "guid": story.guid, "outlet": story.outlet, "language": story.language, "event": story.event,
            "group": story.group, "copy_of": story.group if story.group != story.id else None, "copies_scored": story.kind != "aggregated",
            "kind": story.kind, "rewrite": story.rewrite, "title": revision.title, "text": list(revision.paragraphs),
            "furniture": list(world.page(story, last).furniture) if page else [], "page": story.page, "published": format_time(story.published),
            "revision": len([r for r in story.revisions if r.since <= last]), "revisions": [format_time(r.since) for r in story.revisions],
        })
    outcomes = expected_outcomes(world)
    feeds = [{"url": feed.url, "title": feed.title, "category": feed.category, "behaviour": feed.behaviour, "outcomes": outcomes[feed.url]}
             for feed in list_feeds(world)]
    return {"seed": world.seed, "start": format_time(world.start), "moments": [format_time(moment) for moment in world.moments], "feeds": feeds,
            "stories": stories, "expected": [len(expected_stories(world, n)) for n in range(len(world.moments))],
            "expected_revisions": [expected_revisions(world, n) for n in range(len(world.moments))]}


def truth_json(world: World) -> str:
    return json.dumps(write_truth(world), ensure_ascii=False, indent=1, sort_keys=True)
