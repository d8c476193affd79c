"""What is to happen on a site once so many more requests have come."""

from collections.abc import Callable


class Agenda:
    """Counts a site's requests, never starting again, and does what is due before the next is answered."""

    def __init__(self) -> None:
        self.requests = 0
        self._waiting: list[tuple[int, Callable[[], object]]] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def after(self, requests: int, action: Callable[[], object]) -> None:
        """Do something after so many more requests, before the one that follows them is answered."""
        self._waiting.append((self.requests + requests, action))

    def begin(self) -> None:
        """Count a request, and do first what was to happen before it."""
        due = [action for after, action in self._waiting if after <= self.requests]
        self._waiting = [waiting for waiting in self._waiting if waiting[0] > self.requests]
        self.requests += 1
        for action in due:
            action()
