"""What a long command shows while it runs: a bar on a terminal, a line now and then elsewhere."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from cli.durations import say_duration
from cli.logs import say

SECONDS_BETWEEN_LINES = 10.0


@dataclass(frozen=True, slots=True)
class Step:
    """How far a command is; ``total`` is None as long as nobody knows it."""

    done: int
    total: int | None
    unit: str = "questions"
    pages: int | None = None
    failed: int = 0


class Display(Protocol):
    """Shows steps between entering and leaving."""

    def show(self, step: Step) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def display_for(console: Console, title: str) -> Display:
    """Return the display that suits the console: a bar on a terminal, plain lines otherwise."""
    return BarDisplay(console, title) if console.is_terminal else LineDisplay(lambda line: say(console, line), title)


def show_bytes(display: Display) -> Callable[[int, int], None]:
    """Return what a load calls with the bytes read and those of all files; less than a kilobyte is not worth a line."""

    def show(done: int, total: int) -> None:
        if total >= 1000:
            display.show(Step(done // 1000, total // 1000, "kB"))

    return show


class BarDisplay:
    """A bar that is redrawn in place."""

    def __init__(self, console: Console, title: str):
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[speed]}", markup=False),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._title = title
        self._started = time.monotonic()
        self._task = self._bar.add_task(title, total=None, speed="")

    def show(self, step: Step) -> None:
        speed = _speed(step, time.monotonic() - self._started)
        self._bar.update(self._task, completed=step.done, total=step.total, speed=speed)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()


class LineDisplay:
    """The first step, the last one, and between them at most one line every ten seconds."""

    def __init__(self, write: Callable[[str], None], title: str, clock: Callable[[], float] = time.monotonic):
        self._write = write
        self._title = title
        self._clock = clock
        self._started = clock()
        self._written_at: float | None = None
        self._unwritten: Step | None = None

    def show(self, step: Step) -> None:
        self._unwritten = step
        if self._written_at is None or self._clock() - self._written_at >= SECONDS_BETWEEN_LINES:
            self._flush()

    def _flush(self) -> None:
        if self._unwritten is None:
            return
        self._written_at = self._clock()
        self._write(f"{self._title}: {say_step(self._unwritten, self._written_at - self._started)}")
        self._unwritten = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._flush()


def say_step(step: Step, seconds: float) -> str:
    """Say how far a command is after so many seconds, e.g. ``40 of 81 questions, 1.0 pages/s, 1 min 20 s left``."""
    if step.total is None:
        count = f"{step.done} {step.unit}, total not known yet"
    else:
        count = f"{step.done} of {step.total} {step.unit}"
    parts = [count, _speed(step, seconds), _left(step, seconds)]
    if step.failed:
        parts.append(f"{step.failed} failed")
    return ", ".join(part for part in parts if part)


def _speed(step: Step, seconds: float) -> str:
    if step.pages is None or seconds < 1:
        return ""
    return f"{step.pages / seconds:.1f} pages/s"


def _left(step: Step, seconds: float) -> str:
    if step.total is None or not 0 < step.done < step.total or seconds < 1:
        return ""
    return f"{say_duration(seconds / step.done * (step.total - step.done))} left"
