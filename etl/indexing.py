"""The step after a load's commit: what is derived from all questions at once is brought up to date, part by part.

Only rows that changed are worked on. A part that fails leaves what was loaded as it is, and is done by the next step.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from etl.copies import refresh_copies
from etl.errors import DatabaseBusy
from etl.search_index import update_search

# Told the rows done and those to do.
Progress = Callable[[int, int], None]
Work = Callable[[Engine, bool, Progress | None], dict[str, int]]


@dataclass(frozen=True, slots=True)
class PartDone:
    """What one part did; ``error`` says in one line why it could not."""

    name: str
    seconds: float
    counts: dict[str, int] = field(default_factory=dict)
    error: str | None = None


def _search(engine: Engine, anew: bool, progress: Progress | None) -> dict[str, int]:
    return asdict(update_search(engine, anew=anew, progress=progress))


def _copies(engine: Engine, anew: bool, progress: Progress | None) -> dict[str, int]:
    report = refresh_copies(engine, anew=anew, progress=progress)
    return {"signed": report.signed, "written": report.written}


# In this order.
PARTS: dict[str, Work] = {"search": _search, "copies": _copies}


def index(
    engine: Engine, *, anew: bool = False, progress: Callable[[str], Progress] | None = None
) -> Iterator[PartDone]:
    """Bring each part up to date, or make it ``anew``; yield what it did when it is done.

    ``progress`` returns for a part's name what is told of it.
    """
    for name, work in PARTS.items():
        began = time.perf_counter()
        counts, error = {}, None
        try:
            counts = work(engine, anew, progress(name) if progress else None)
        except (DatabaseBusy, SQLAlchemyError) as failure:
            error = " ".join(str(getattr(failure, "orig", None) or failure).split())
        yield PartDone(name, round(time.perf_counter() - began, 3), counts, error)
