"""Turns and slots as laws: no start too early whatever the order, no party left without, none lost."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from connectors.web.turns import MOST_DOMAINS, MOST_WAITING, FairSlots, Ticket, Turns

DOMAINS = ("a.example", "b.example", "c.example")


@given(plan=st.lists(st.tuples(st.sampled_from(DOMAINS), st.booleans(), st.floats(0, 3), st.floats(0, 2)), max_size=40))
def test_whatever_the_plan_no_domain_is_asked_earlier_than_its_distance(plan: list[tuple[str, bool, float, float]]) -> None:
    now = 0.0
    turns = Turns(lambda: now)
    waiting: list[tuple[Ticket, float]] = []
    starts: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for domain, redirected, delay, pause in plan:
        if ticket := turns.line_up(domain, redirected=redirected):
            waiting.append((ticket, delay))
        now += pause
        for each in list(waiting):
            if turns.take(*each):
                starts[each[0].domain].append((now, each[1]))
                waiting.remove(each)
    for _ in range(len(waiting) + 1):  # each time at least the first of every line has its turn
        now += max([turns.wait(*each) for each in waiting], default=0.0)
        for each in sorted(waiting, key=lambda each: turns.wait(*each)):
            if turns.take(*each):
                starts[each[0].domain].append((now, each[1]))
                waiting.remove(each)
    assert not waiting, "everybody had a turn"
    for times in starts.values():
        assert all(later >= earlier + delay - 1e-9 for (earlier, delay), (later, _) in pairwise(times))


def test_a_site_is_asked_for_its_own_sake_before_those_whom_redirects_send_there() -> None:
    turns = Turns(lambda: 1.0)
    hops = [turns.line_up("a.example", redirected=True) for _ in range(MOST_WAITING + 1)]
    assert hops[-1] is None and None not in hops[:-1], "the line is bounded"
    own, first = turns.line_up("a.example"), hops[0]
    assert own and first and not turns.take(first, 0.5) and turns.take(own, 0.5) and not turns.take(first, 0.5)
    turns.leave(first)
    turns.leave(own)
    assert turns.line_up("a.example", redirected=True), "who left makes room"


def test_what_is_remembered_of_domains_is_bounded() -> None:
    now = 0.0
    turns = Turns(lambda: now)
    for n in range(2 * MOST_DOMAINS):
        ticket = turns.line_up(f"{n}.example")
        assert ticket and turns.take(ticket, 0.5)
        now += 1.0
    assert len(turns._next) <= MOST_DOMAINS + 1 and not turns._lines


@given(
    slots=st.integers(1, 9),
    work=st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 6)), max_size=30),
)  # fmt: skip
def test_slots_are_never_more_than_there_are_and_everybody_has_one_in_the_end(slots: int, work: list[tuple[str, int]]) -> None:
    under_way: Counter[str] = Counter()
    most = done = 0

    async def ask(shared: FairSlots, party: str, turns: int) -> None:
        nonlocal most, done
        await shared.acquire(party)
        under_way[party] += 1
        most = max(most, under_way.total())
        for _ in range(turns):
            await asyncio.sleep(0)
        under_way[party] -= 1
        shared.release(party)
        shared.finish(party)
        done += 1

    async def main() -> None:
        shared = FairSlots(slots, [party for party, _ in work])
        await asyncio.wait_for(asyncio.gather(*(ask(shared, *each) for each in work)), 5)

    asyncio.run(main())
    assert done == len(work) and most <= slots


def test_a_party_whose_requests_hang_leaves_slots_to_others_and_takes_all_when_alone() -> None:
    async def main() -> None:
        shared = FairSlots(8, ["tar"] * 20 + ["paper"])
        hanging = [asyncio.ensure_future(shared.acquire("tar")) for _ in range(20)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert sum(task.done() for task in hanging) == 4
        await asyncio.wait_for(shared.acquire("paper"), 1)
        shared.release("paper")
        shared.finish("paper")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert sum(task.done() for task in hanging) == 8
        for task in hanging:
            task.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)

    asyncio.run(main())


def test_who_gives_up_waiting_takes_no_slot_away() -> None:
    async def main() -> None:
        shared = FairSlots(1, ["a", "b", "c"])
        await shared.acquire("a")
        waits = asyncio.ensure_future(shared.acquire("b"))
        await asyncio.sleep(0)
        shared.release("a")
        waits.cancel()  # at the very moment when it is given the slot
        await asyncio.gather(waits, return_exceptions=True)
        await asyncio.wait_for(shared.acquire("c"), 1)

    asyncio.run(main())
