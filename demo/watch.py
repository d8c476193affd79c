"""What was asked of one site, so that a test can prove a crawl polite."""

import re
from collections import Counter, deque
from time import monotonic
from typing import Any

_KEPT = 500_000
# What a path without its query asks for, the first that matches.
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("robots", r"/robots\.txt"),
        ("roster", r"/deputes(/.*)?"),
        ("lists", r"/[^/]+/questions"),
        ("questions", r"(/1[3-6])?/question/.*"),
        ("documents", r"/api/document/.*"),
        ("deputies", r"/[a-z0-9]+(-[a-z0-9]+)+(/(json|xml|csv))?"),
        ("other", r".*"),
    )
)


class Watch:
    """Counts requests and remembers the last half million paths with their times."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.total = 0
        self.prefixes: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.seen: deque[tuple[float, str]] = deque(maxlen=_KEPT)
        self.open = 0
        self.most_open = 0
        self._began = monotonic()

    def begin(self, path: str) -> None:
        self.total += 1
        self.prefixes["/" + path.lstrip("/").split("/", 1)[0].split("?", 1)[0]] += 1
        self.kinds[kind_of(path)] += 1
        self.seen.append((monotonic() - self._began, path))
        self.open += 1
        self.most_open = max(self.most_open, self.open)

    def end(self) -> None:
        self.open = max(0, self.open - 1)

    def report(self, legislature: int) -> dict[str, Any]:
        """Return the counts by first segment and by kind of page, the paths in order and when each was asked."""
        return {
            "legislature": legislature,
            "total": self.total,
            "max_concurrent": self.most_open,
            "by_prefix": dict(self.prefixes),
            "by_kind": {kind: self.kinds[kind] for kind, _ in _KINDS},
            "paths": [path for _, path in self.seen],
            "seconds": [round(second, 4) for second, _ in self.seen],
        }


def kind_of(path: str) -> str:
    """Return what a raw path asks for: robots, roster, lists, questions, documents, deputies or other."""
    bare = path.partition("?")[0]
    return next(kind for kind, pattern in _KINDS if pattern.fullmatch(bare))
