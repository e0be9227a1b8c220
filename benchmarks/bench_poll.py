"""Polling a real load from a loopback web: feeds a second, CPU a feed, memory, for lists of growing length.

    python -m benchmarks.bench_poll [--feeds 1000,9897,50000] [--items 15] [--concurrency 32] [--again]

The shape of the load is that of ../shared/data/feeds/kite-feeds.json where it is there: every host becomes an address of 127.0.0.0/8 on
which a process of its own listens, with one made-up feed a URL; longer lists repeat it under other paths. Pacing is out of the way
(http.delay_seconds 0). Each length is polled in a process of its own, first as nothing is known, and with ``--again`` once more with
validators, to which the web answers 304. What is measured is polling with reading and sifting; nothing is published.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import resource
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlsplit

from connectors.records import Cursor, Entry, Feed, FeedOutcome
from connectors.web.http import HttpSettings
from transforms.outcomes import PollSettings
from transforms.poll import poll_feeds

LIST = Path(__file__).parents[2] / "shared" / "data" / "feeds" / "kite-feeds.json"
AS_OF = datetime(2026, 3, 2, 12, tzinfo=UTC)
ITEM = """<item><guid isPermaLink="false">{path}-{n}</guid><link>http://{host}/{path}/{n}</link><title>Council votes on pier {n}</title>
<pubDate>Mon, 02 Mar 2026 0{hour}:15:00 GMT</pubDate><description>&lt;p&gt;The council voted on Monday to rebuild pier {n}, which a storm
had damaged in January, at a cost of four million. Work begins in the autumn and is to last for two years.&lt;/p&gt;</description></item>"""
PAGE = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{host}</title><link>http://{host}/</link>{items}</channel></rss>'


def shape_of_load() -> list[int]:
    """How many feeds each host has, the largest first: of the real list, else of made-up hosts like it."""
    if not LIST.exists():
        return [611, *[20] * 60, *[2] * 1_500, *[1] * 4_000]
    urls = [url for group in json.loads(LIST.read_text(encoding="utf-8")).values() for url in group["feeds"]]
    return sorted(Counter(urlsplit(url).hostname for url in urls).values(), reverse=True)


def addresses(count: int) -> list[str]:
    return [f"127.{1 + n // 62_500}.{n // 250 % 250}.{n % 250 + 1}" for n in range(count)]


class _Web(asyncio.Protocol):
    """Answers every request with the feed of its path, or 304 where it comes with a validator."""

    def __init__(self, items: int) -> None:
        self._items, self._rest = items, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self._rest = (self._rest + data).split(b"\r\n\r\n")
        for request in requests:
            path = request.split(b" ", 2)[1].decode("ascii").strip("/")
            if b"If-None-Match" in request:
                self._transport.write(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n')
                continue
            host = self._transport.get_extra_info("sockname")[0]
            items = "".join(ITEM.format(path=path, host=host, n=n, hour=n % 10) for n in range(self._items))
            body = PAGE.format(host=host, items=items).encode()
            head = f'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "1"\r\nContent-Length: {len(body)}\r\n\r\n'
            self._transport.write(head.encode() + body)


def serve(hosts: list[str], port: int, items: int, ready: Connection) -> None:
    """The web, in a process of its own."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        for host in hosts:
            await loop.create_server(lambda: _Web(items), host, port)
        ready.send(True)
        await asyncio.Event().wait()

    asyncio.run(main())


def measure(feeds: list[Feed], concurrency: int, again: bool, result: Connection) -> None:
    """Poll the feeds in this process and send what it took."""
    http = HttpSettings(delay_seconds=0.0, concurrency=concurrency, allow=("127.0.0.0/8",))
    settings = PollSettings(deadline_seconds=3_600.0)
    cursors: dict[str, Cursor] = {}
    for round, as_of in enumerate((AS_OF, AS_OF + timedelta(hours=1))[: 1 + again]):
        began, cpu, entries, statuses = time.monotonic(), time.process_time(), 0, Counter[str]()
        for found in poll_feeds([(feed, cursors.get(feed.url)) for feed in feeds], {}, as_of, settings, http):
            if isinstance(found, Entry):
                entries += 1
            elif isinstance(found, FeedOutcome):
                statuses[found.status] += 1
                if again and not round:
                    cursors[found.feed] = found.cursor
        wall, spent = time.monotonic() - began, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        result.send({"wall": wall, "cpu": spent, "peak": peak, "entries": entries, "statuses": dict(statuses)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", default="1000,9897,50000")
    parser.add_argument("--items", type=int, default=15)
    parser.add_argument("--concurrency", type=int, default=HttpSettings().concurrency)
    parser.add_argument("--again", action="store_true")
    arguments = parser.parse_args()
    shape = shape_of_load()
    hosts, port = addresses(len(shape)), 18_080
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    web = context.Process(target=serve, args=(hosts, port, arguments.items, theirs), daemon=True)
    web.start()
    ours.recv()
    everything = [f"http://{host}:{port}/{n}" for host, count in zip(hosts, shape, strict=True) for n in range(count)]
    print(f"{len(everything)} feeds on {len(hosts)} hosts, {arguments.items} items each, {arguments.concurrency} at a time")
    try:
        for length in map(int, arguments.feeds.split(",")):
            stride = max(1, len(everything) // length)
            urls = [f"{url}-{again}" for again in range(1 + length // len(everything)) for url in everything[::stride]][:length]
            ours, theirs = context.Pipe()
            feeds = [Feed(url=url) for url in urls]
            process = context.Process(target=measure, args=(feeds, arguments.concurrency, arguments.again, theirs))
            process.start()
            for _ in range(1 + arguments.again):
                took = ours.recv()
                print(
                    f"{length:7,} feeds: {length / took['wall']:6.0f} a second, {1e3 * took['cpu'] / length:.2f} ms CPU a feed, "
                    f"peak {took['peak']:.0f} MB, {took['entries']:,} entries, {took['statuses']}",
                    flush=True,
                )
            process.join()
    finally:
        web.kill()


if __name__ == "__main__":
    main()
