"""Work on several processes: begun afresh, deaf to Ctrl-C, and for what must stay in order, a few portions ahead."""

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")
U = TypeVar("U")

# Seconds.
TURN = 0.0001


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


@contextmanager
def workers(
    processes: int | None, prepare: Callable[..., object] | None = None, *arguments: Any
) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of processes, one per core unless told otherwise; at an interruption what waits is not begun.

    Each process calls ``prepare`` once, before all else.
    """
    pool = ProcessPoolExecutor(
        processes or cores(),
        # The progress bar has a thread, and a process that has threads must not be forked.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(prepare, arguments),
    )
    try:
        with _short_turns():
            yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _short_turns() -> Iterator[None]:
    """Have threads hand over Python's lock soon.

    What a process gives back comes through a pipe in pieces of 64 kB, for each of which a thread needs that lock: at
    the usual 5 ms a piece the process would wait for a third of its time.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _begin(prepare: Callable[..., object] | None, arguments: tuple[Any, ...]) -> None:
    # Ctrl-C is for the process that lands.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if prepare is not None:
        prepare(*arguments)
    # What is imported is never garbage.
    gc.freeze()


def in_order(
    pool: ProcessPoolExecutor, there: Callable[[T], U], here: Callable[[T], U], portions: Iterable[T], ahead: int
) -> Iterator[U]:
    """Yield what becomes of each portion, in their order, worked on in the pool and in this process.

    The pool has no more than ``ahead`` to do, and nothing before its first process has begun; meanwhile the work is
    done here.
    """
    begun = pool.submit(os.getpid)
    under_way: deque[Future[U]] = deque()
    for portion in portions:
        while under_way and under_way[0].done():
            yield under_way.popleft().result()
        if begun.done() and sum(not one.done() for one in under_way) < ahead:
            under_way.append(pool.submit(there, portion))
        else:
            under_way.append(_done(here(portion)))
    while under_way:
        yield under_way.popleft().result()


def _done(result: U) -> Future[U]:
    future: Future[U] = Future()
    future.set_result(result)
    return future
