"""Preparing the next batch while the database works on the present one."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """Items in order, each of which may be made in another thread while the one before it is used.

    SQLite and psycopg do set-based work without Python's lock and write row by row with it: ``start`` is to be called
    between the two, for two threads that want the lock at every row stand in each other's way.
    """

    def __init__(self, items: Iterable[T]):
        self._rest = iter(items)
        self._coming: Future[T | None] | None = None
        self._pool: ThreadPoolExecutor

    def __iter__(self) -> Iterator[T]:
        with ThreadPoolExecutor(1, thread_name_prefix="ahead") as self._pool:
            while (item := self._next()) is not None:
                yield item

    def start(self) -> None:
        """Begin to make the next item, if that is not begun."""
        if self._coming is None:
            self._coming = self._pool.submit(next, self._rest, None)

    def _next(self) -> T | None:
        self.start()
        coming, self._coming = self._coming, None
        return None if coming is None else coming.result()
