"""The cache of the sites' server: some pages are hours old, by the demo's clock.

Measured on the software: ``/deputes/json`` and the questions' documents live about a day on 13 and eight hours on 16,
lists a day on 16 and not at all on 13; the query string is part of the key. 14 and 15 are taken to be like 16.
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from demo.answer import Answer
from demo.clock import Clock

_DATA = re.compile(r"/deputes/json|/api/document/.+")
_LIST = re.compile(r"/[^/]+/questions")
_DAY, _SHORT = timedelta(hours=24), timedelta(hours=8)
# A large corpus read to its end would otherwise be held in memory as a whole.
_KEPT = 50_000


class Cache:
    """Answers kept by address and query; only those of status 200 are."""

    def __init__(self, clock: Clock, *, old_layout: bool):
        self._clock = clock
        self._old_layout = old_layout
        self._kept: OrderedDict[tuple[str, str], tuple[datetime, Answer]] = OrderedDict()

    def answer(self, path: str, query: str, make: Callable[[str, str], Answer]) -> Answer:
        """Return the kept answer while it lives, or a fresh one."""
        lifetime = self.lifetime(path)
        if lifetime is None:
            return make(path, query)
        kept = self._kept.get((path, query))
        if kept is not None and self._clock.now < kept[0]:
            return kept[1]
        answer = make(path, query)
        if answer.status == 200:
            self._keep((path, query), answer, lifetime)
        return answer

    def lifetime(self, path: str) -> timedelta | None:
        """Return how long an answer lives, None for a page that is always fresh."""
        if _DATA.fullmatch(path):
            return _DAY if self._old_layout else _SHORT
        return _DAY if _LIST.fullmatch(path) and not self._old_layout else None

    def _keep(self, key: tuple[str, str], answer: Answer, lifetime: timedelta) -> None:
        self._kept[key] = (self._clock.now + lifetime, answer)
        self._kept.move_to_end(key)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
