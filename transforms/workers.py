"""A pool of processes that survives its workers: no item is lost when one of them is killed, crashes or hangs.

Functions and items must be picklable; results come in any order. Every worker has a pipe of its own and shares no lock:
in pools whose workers share one queue (``concurrent.futures``, pebble), a worker that is killed while it waits for its next
task takes the queue's lock along and stops all others. Workers are forked from a server process that has loaded the modules
once (``forkserver``), so they start in milliseconds and a process with threads, as a Beam worker is, is never forked itself.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.forkserver
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

PRELOAD = ("transforms.extract.preload",)
"""What the server process loads from which workers are forked, whatever these are for: there is one server a process."""
TASKS_PER_PROCESS = 5_000  # then a worker is replaced, which bounds what native code leaks


@dataclass(frozen=True, slots=True)
class WorkLost(Generic[T]):
    """An item that killed or hung its worker twice, the second time alone, or made the function raise."""

    item: T
    reason: str  # "worker killed", "worker hung", "worker failed"
    detail: str = ""


@dataclass(slots=True)
class _Task(Generic[T]):
    item: T
    retry: bool = False


@dataclass(slots=True)
class _Worker(Generic[T]):
    process: Any
    pipe: Connection
    task: _Task[T] | None = None
    deadline: float = 0.0
    done: int = 0


def start_server(preload: Sequence[str]) -> None:
    """Start the process that workers are forked from ahead of the first task: it loads its modules while this process loads others.

    ``preload`` must be what the pool is given.
    """
    with _starting:
        multiprocessing.get_context("forkserver").set_forkserver_preload(["__main__", *preload])
        before = {name: os.environ.get(name) for name in ("PYTHONPATH", "PYTHONSAFEPATH")}
        # its modules are those of this process: a folder named transforms or pipelines where somebody works is not ours
        os.environ |= {"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path), "PYTHONSAFEPATH": "1"}
        try:
            multiprocessing.forkserver.ensure_running()
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


_starting = threading.Lock()  # a process has one environment, and may have several pools


class WorkPool(Generic[T, R]):
    """Runs one function over items in other processes.

    ``submit`` takes an item and blocks while ``in_flight`` items are unfinished; ``finished`` gives what is done so far;
    ``drain`` waits for the rest. An item whose worker dies, or works longer than ``timeout`` seconds, is tried once more when
    nothing else is running, then given back as ``WorkLost``. Processes start with the first item. One owner thread at a time.
    """

    def __init__(
        self, function: Callable[[T], R], processes: int, *, timeout: float = 60.0, in_flight: int = 0, preload: Sequence[str] = ()
    ) -> None:
        self._function = function
        self._processes = max(1, processes)
        self._timeout = timeout
        self._limit = in_flight or 4 * self._processes
        self._preload = preload
        self._queue: deque[_Task[T]] = deque()
        self._suspects: deque[_Task[T]] = deque()
        self._done: list[tuple[T, R | WorkLost[T]]] = []
        self._unfinished = 0
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._bell: Connection | None = None
        self._failure: BaseException | None = None

    def __enter__(self) -> WorkPool[T, R]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, items: Iterable[T]) -> Iterator[tuple[T, R | WorkLost[T]]]:
        """Every item with its result, in the order in which they finish."""
        for item in items:
            self.submit(item)
            yield from self.finished()
        yield from self.drain()

    def submit(self, item: T) -> None:
        """Hand one item to the workers."""
        if self._thread is None:
            self._start()
        with self._changed:
            while self._unfinished >= self._limit and self._failure is None:
                self._changed.wait()
            self._raise_failure()
            self._queue.append(_Task(item))
            self._unfinished += 1
        self._ring()

    def finished(self) -> list[tuple[T, R | WorkLost[T]]]:
        """What is done and was not given out yet; never blocks."""
        with self._changed:
            self._raise_failure()
            done, self._done = self._done, []
        return done

    def drain(self) -> list[tuple[T, R | WorkLost[T]]]:
        """Wait for everything, retries included, and give it out."""
        with self._changed:
            while self._unfinished and self._failure is None:
                self._changed.wait()
        return self.finished()

    def close(self) -> None:
        """Stop the workers, whatever they do. The pool may be used again."""
        thread, self._thread = self._thread, None
        if thread is not None and self._bell is not None:
            self._bell.close()  # the thread reads this as the end
            thread.join()
        self._bell = None
        self._queue.clear()
        self._suspects.clear()
        self._done.clear()
        self._unfinished = 0
        self._failure = None

    def _start(self) -> None:
        context = multiprocessing.get_context("forkserver")
        start_server(self._preload)
        ear, self._bell = multiprocessing.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._serve, args=(context, ear), daemon=True, name="work-pool")
        self._thread.start()

    def _ring(self) -> None:
        if self._bell is not None:
            self._bell.send_bytes(b"!")

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise RuntimeError("the pool of processes failed") from self._failure

    # What follows runs in the pool's thread only.

    def _serve(self, context: Any, ear: Connection) -> None:
        workers: list[_Worker[T]] = []
        try:
            while True:
                self._hand_out(context, workers)
                busy = [worker for worker in workers if worker.task is not None]
                soonest = min((worker.deadline for worker in busy), default=None)
                left = None if soonest is None else max(0.0, soonest - time.monotonic())
                ready = wait([ear, *(worker.pipe for worker in workers)], timeout=left)
                if ear in ready:
                    try:
                        ear.recv_bytes()
                    except EOFError:
                        return
                for worker in workers.copy():
                    if worker.pipe in ready:
                        self._take(worker, workers)
                    elif worker.task is not None and time.monotonic() >= worker.deadline:
                        self._discard(worker, workers)
                        self._miss(worker.task, "worker hung", f"no result in {self._timeout:g} s")
        except BaseException as error:
            with self._changed:
                self._failure = error
                self._changed.notify_all()
        finally:
            ear.close()
            for worker in workers.copy():
                self._discard(worker, workers)

    def _hand_out(self, context: Any, workers: list[_Worker[T]]) -> None:
        """Give every idle worker a task; a suspect only when nothing else is running or waiting."""
        while True:
            busy = sum(worker.task is not None for worker in workers)
            with self._changed:
                if self._queue and busy < self._processes:
                    task = self._queue.popleft()
                elif self._suspects and not self._queue and not busy:
                    task = self._suspects.popleft()
                else:
                    return
            worker = next((worker for worker in workers if worker.task is None), None)
            if worker is None:
                worker = self._hire(context)
                workers.append(worker)
            try:
                worker.pipe.send(task.item)
            except OSError:  # it died idle: nobody's fault
                self._discard(worker, workers)
                with self._changed:
                    (self._suspects if task.retry else self._queue).appendleft(task)
                continue
            except Exception as error:
                self._finish(task.item, WorkLost(task.item, "worker failed", f"the item can't be sent: {type(error).__name__}: {error}"))
                continue
            worker.task = task
            worker.deadline = time.monotonic() + self._timeout
            if task.retry:
                return

    def _hire(self, context: Any) -> _Worker[T]:
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self._function), daemon=True, name="newsheaf-worker")
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _take(self, worker: _Worker[T], workers: list[_Worker[T]]) -> None:
        """What a worker's pipe has to say: a result, an error of the function, or that the worker is gone."""
        try:
            result, error = worker.pipe.recv()
        except (EOFError, OSError):
            self._discard(worker, workers)
            if worker.task is not None:
                self._miss(worker.task, "worker killed", f"exit code {worker.process.exitcode}")
            return
        except Exception as failure:  # a result that can't be unpickled
            result, error = None, f"{type(failure).__name__}: {failure}"
        task, worker.task = worker.task, None
        worker.done += 1
        if worker.done >= TASKS_PER_PROCESS:
            self._discard(worker, workers)
        if task is not None:
            self._finish(task.item, WorkLost(task.item, "worker failed", error) if error else result)

    def _miss(self, task: _Task[T], reason: str, detail: str) -> None:
        if task.retry:
            self._finish(task.item, WorkLost(task.item, reason, detail))
        else:
            with self._changed:
                self._suspects.append(_Task(task.item, retry=True))

    def _finish(self, item: T, result: R | WorkLost[T]) -> None:
        with self._changed:
            self._done.append((item, result))
            self._unfinished -= 1
            self._changed.notify_all()

    def _discard(self, worker: _Worker[T], workers: list[_Worker[T]]) -> None:
        workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join(timeout=10)


def _work(pipe: Connection, function: Callable[[Any], Any]) -> None:
    """What a worker process does: items in, (result, error text) out, until the pipe or its owner ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_owner, daemon=True, name="follow-owner").start()
    while True:
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return
        except Exception as error:
            answer: tuple[Any, str] = (None, f"the item can't be read: {type(error).__name__}: {error}")
        else:
            try:
                answer = (function(item), "")
            except Exception as error:
                answer = (None, f"{type(error).__name__}: {error}")
        try:
            pipe.send(answer)
        except OSError:
            return
        except Exception as error:
            pipe.send((None, f"the result can't be sent: {type(error).__name__}: {error}"))


def _follow_owner() -> None:
    """End this process when the one that owns the pool has ended, however it did and whatever is running here."""
    owner = multiprocessing.parent_process()
    if owner is not None:
        owner.join()
        os._exit(1)
