"""Running a function over many files, in this process or in several, results in order.

Worker processes start by spawn on every system, so that Windows and Linux behave alike. Ctrl-C
reaches this process alone; the workers end with it.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from typing import Any, Generic, NamedTuple, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

_WORTH_A_PROCESS = 6
"""Fewer files than this are read sooner than a second process starts (about a second)."""
_AHEAD = 3
"""Jobs handed out per worker before the first result is taken, which bounds the memory."""
_PATIENCE = 5.0
"""Seconds that the threads of a pool are given to end when it was left by an exception."""


class Done(NamedTuple, Generic[Job, Result]):
    """A job and its result; None where the worker process died of it (memory, a crash)."""

    job: Job
    result: Result | None


def default_processes(count: int) -> int:
    """How many processes to use for so many files, when nobody said."""
    return 1 if count < _WORTH_A_PROCESS else max(1, min(os.cpu_count() or 1, count))


def run(
    jobs: Sequence[Job], work: Callable[[Job], Result], *, processes: int = 1
) -> Iterator[Done[Job, Result]]:
    """Each job with its result, in the order of `jobs`.

    `work` must not raise: it turns what goes wrong into a result. With more than one process it
    and its results go through pickle.
    """
    if processes <= 1:
        for job in jobs:
            yield Done(job, work(job))
        return
    waiting = deque(jobs)
    while waiting:
        yield from _until_a_worker_dies(waiting, work, processes)
        if waiting:  # the first one in the queue was with the workers when one of them died
            yield _alone(waiting.popleft(), work)


def _until_a_worker_dies(
    waiting: deque[Job], work: Callable[[Job], Result], processes: int
) -> Iterator[Done[Job, Result]]:
    """Takes jobs off `waiting` as their results come; stops early when a worker has died."""
    upcoming = deque(waiting)
    ahead: deque[Future[Result]] = deque()
    with _workers(work, processes) as hand_out:
        while waiting:
            while upcoming and len(ahead) < processes * _AHEAD:
                ahead.append(hand_out(upcoming.popleft()))
            try:
                result = ahead.popleft().result()
            except BrokenProcessPool:
                return
            yield Done(waiting.popleft(), result)


def _alone(job: Job, work: Callable[[Job], Result]) -> Done[Job, Result]:
    """A suspect by itself, so that what it does to its process harms no other job."""
    with _workers(work, 1) as hand_out:
        try:
            return Done(job, hand_out(job).result())
        except BrokenProcessPool:
            return Done(job, None)


@contextmanager
def _workers(
    work: Callable[[Job], Result], processes: int
) -> Iterator[Callable[[Job], Future[Result]]]:
    """A function that hands a job to the workers. Left by an exception, it ends them at once."""
    strangers, before = set(active_children()), set(threading.enumerate())
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_prepare, initargs=(work,)
    )

    def hand_out(job: Job) -> Future[Result]:
        with _deaf_to_interrupts():
            try:
                return pool.submit(_do, job)
            except BrokenProcessPool as error:
                broken: Future[Result] = Future()
                broken.set_exception(error)
                return broken

    try:
        yield hand_out
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in set(active_children()) - strangers:
            worker.terminate()
        for thread in set(threading.enumerate()) - before:
            thread.join(_PATIENCE)  # Python's exit would write into what the pool's thread closes
        raise
    pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl-C reaches every process of a terminal; a worker born here ignores it from the start.

    Without this, a worker that is still importing would print a traceback.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_handed: list[Callable[[Any], Any]] = []
"""In a worker process: the function of the run, handed over once instead of with every job."""


def _prepare(work: Callable[[Any], Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _handed.append(work)


def _do(job: Any) -> Any:
    return _handed[-1](job)
