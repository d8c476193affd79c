"""One line of the soak's table, and telling how far it is."""

import sys
import threading
import time
from dataclasses import dataclass

_BEGAN = time.monotonic()
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What was measured on one database; ``bound`` is the most that ``value`` may be, None where it is told only."""

    what: str
    database: str
    value: int
    bound: int | None = None
    note: str = ""

    @property
    def is_good(self) -> bool:
        return self.bound is None or self.value <= self.bound


def tell(text: str) -> None:
    """Write a line of progress to standard error."""
    with _one_at_a_time:
        sys.stderr.write(f"{time.monotonic() - _BEGAN:6.1f} s  {text}\n")
        sys.stderr.flush()
