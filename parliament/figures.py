"""Figures that others have published of a legislature, to hold against what was read of it.

They are those of a whole source: how many written questions it has, in all and by month asked, the last number among
them, and how many deputies ever sat. ``reference`` says where a figure is from.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

What = Literal["questions", "last_number", "deputies"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one source; ``month`` is like 2012-07, None where it is of the whole legislature."""

    legislature: int
    source: str
    what: What
    month: str | None
    figure: int
    reference: str


def _read(path: Path) -> tuple[Figure, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Figure(
                legislature=int(row["legislature"]),
                source=row["source"],
                what=cast(What, row["what"]),
                month=row["month"] or None,
                figure=int(row["figure"]),
                reference=row["reference"],
            )
            for row in csv.DictReader(file)
        )


FIGURES = _read(Path(__file__).with_name("figures.csv"))
