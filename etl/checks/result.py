"""What a check found: passed, a warning for a person to look at, or a fault that keeps a run out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["fatal", "warning"]

# Enough to look at; the whole list is a query away.
ROWS_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One check of one load; ``rows`` are the keys of a few rows that show what the sentence says.

    ``severity`` says what a failure means: a fatal one keeps the run's data out of the tables.
    """

    check: str
    severity: Severity
    passed: bool
    measured: float | None
    bound: float | None
    sentence: str
    rows: tuple[str, ...] = ()

    @property
    def is_fatal(self) -> bool:
        return self.severity == "fatal" and not self.passed


def judged(
    check: str,
    measured: float,
    sentence: str,
    *,
    warn_above: float,
    fatal_above: float | None,
    rows: Iterable[str] = (),
) -> Result:
    """Hold a figure against its bounds; without a fatal one, only a warning can come of it."""
    fatal = fatal_above is not None and measured > fatal_above
    return Result(
        check=check,
        severity="fatal" if fatal else "warning",
        passed=not fatal and measured <= warn_above,
        measured=round(measured, 4),
        bound=fatal_above if fatal else warn_above,
        sentence=sentence,
        rows=tuple(rows)[:ROWS_SHOWN],
    )


def not_judged(check: str, reason: str) -> Result:
    """Return the result of a check that has too little to go by."""
    return Result(check=check, severity="warning", passed=True, measured=None, bound=None, sentence=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A run that is landed and not loaded, by one fatal check."""

    run_id: str
    check: str
    sentence: str
    rows: tuple[str, ...]

    def __str__(self) -> str:
        shown = f", e.g. {', '.join(self.rows)}" if self.rows else ""
        return (
            f"Run {self.run_id} is kept out of the database by the check {self.check}: {self.sentence}{shown}. "
            f"Look at them, then 'questions load --run {self.run_id} --accept {self.check}' loads it all the same, "
            f"'questions load --discard {self.run_id}' leaves it out for good."
        )


def holds_of(run_id: str, results: Iterable[Result], accepted: Collection[str]) -> tuple[Hold, ...]:
    """Return what keeps a run out, by the results of its checks and what a person has accepted of them."""
    return tuple(
        Hold(run_id=run_id, check=one.check, sentence=one.sentence, rows=one.rows)
        for one in results
        if one.is_fatal and one.check not in accepted
    )
