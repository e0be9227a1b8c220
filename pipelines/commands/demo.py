"""``newsheaf demo``: three editions over the sample newsroom, as cron would make them, and the score against the truth."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.exits import FINE, WrongUsage

if TYPE_CHECKING:
    from pipelines.newsroom.scoring import Score


def demo(
    store: Annotated[str, typer.Option(metavar="FOLDER", help="Where to publish; an earlier demo there is replaced.")] = "demo-store",
    seed: Annotated[str, typer.Option(help="Any word: another seed is another world.")] = "newsheaf",
) -> None:
    """Publish three editions of a fictional newsroom and print how well they recover the truth."""
    from connectors.editions.reading import load_latest, newest_rows
    from connectors.editions.rows import StoryLineWithText
    from connectors.store import open_store
    from connectors.times import format_time
    from pipelines.commands.run import judge, open_log, parse_plan, publish_plan
    from pipelines.commands.show import as_json
    from pipelines.commands.summary import print_lines, print_summaries
    from pipelines.config import Config
    from pipelines.newsroom import NewsroomServer, build_world
    from pipelines.newsroom.scoring import score_rows

    clear_demo(store)
    print(f"building the sample newsroom of seed {seed!r}", file=sys.stderr)
    world = build_world(seed)
    code = FINE
    page = ""
    with NewsroomServer(world, slow_seconds=0.5) as server:
        http = {
            "proxy": server.proxy_url,
            "delay_seconds": 0.0,
            "read_timeout_seconds": 1.5,
            "total_timeout_seconds": 3.0,
            "concurrency": 8,
        }
        config = Config.of(http=http)
        for number, moment in enumerate(world.moments, 1):
            server.now = moment
            plan = parse_plan(feeds=(server.feeds_url,), store=store, config=config, as_of=format_time(moment))
            summaries = publish_plan(plan, open_log(None, store))
            print(f"--- run {number} of {len(world.moments)}, as of {format_time(moment)}")
            print_summaries(summaries)
            print()
            code = max(code, judge(summaries, config))
            page = next((summary.index for summary in summaries if summary.index), page)
    opened = open_store(store)
    latest = load_latest(opened)
    rows = [as_json(row) for row in newest_rows(opened, latest.manifest if latest else None, "stories", StoryLineWithText)]
    print("--- against the truth")
    print_lines(score_lines(score_rows(world, rows)), sys.stdout)
    print(f"\nthe front page: {Path(page).resolve() if page else '(none)'}")
    raise typer.Exit(code)


def clear_demo(store: str) -> None:
    """Remove an earlier demo. Raises WrongUsage for anything else, so that no store is ever lost to a typing error."""
    import shutil

    folder = Path(store)
    mark = folder / ".newsheaf-demo"
    if "://" in store:
        raise WrongUsage(f"--store {store}: the demo publishes to a folder")
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not mark.exists())):
        raise WrongUsage(f"--store {store}: this is there already and no earlier demo; name another folder")
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    mark.write_text("made by `newsheaf demo`, which may remove this folder\n")


def score_lines(score: Score) -> list[tuple[str, str]]:
    """The mark sheet in words."""
    bundles = score.bundles
    return [
        (
            "stories",
            f"{score.stories - score.missing} of {score.stories} expected are there, {score.extra} unexpected, {score.twice} twice",
        ),
        (
            "bundles",
            f"BCubed F1 {bundles.bcubed_f1:.3f} (precision {bundles.bcubed_precision:.3f}, recall {bundles.bcubed_recall:.3f})",
        ),
        (
            "copies",
            f"pair F1 {score.copies.pair_f1:.3f} (precision {score.copies.pair_precision:.3f}, recall {score.copies.pair_recall:.3f})",
        ),
        ("furniture", f"{score.furniture_left:.2%} of {score.furniture_lines:,} lines left"),
        ("article words", f"{score.words_cut:.3%} of {score.article_words:,} cut, {score.words_added:.3%} added"),
        ("titles", f"{score.titles_right:.1%} right"),
        ("corrections", f"{score.revisions_right:.1%} of the corrected stories are in their newest state"),
        ("independent", f"{score.counts_right:.1%} of the events have the right number of independent sources"),
    ]
