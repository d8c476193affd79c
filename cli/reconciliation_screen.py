"""The part of ``questions status`` that holds sources against each other and against published figures."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from scraper.sources import ASSEMBLEE, NOSDEPUTES, usual_source

WHAT = {"questions": "questions", "last_number": "last number", "deputies": "deputies ever in office"}


def source_to_ask(legislature: int) -> str:
    """Return the source that single questions of a legislature are best asked of: the Assembly where it can be."""
    return ASSEMBLEE.name if legislature in ASSEMBLEE.legislatures else NOSDEPUTES.name


def screen(found: Mapping[str, Any]) -> RenderableType:
    """Return what differs and what is missing; nothing where there is nothing to say."""
    parts: list[RenderableType] = []
    if found["differences"]:
        parts.append(_differences(found["differences"]))
    parts += [Text(line) for line in _lines(found)]
    return Group(*parts)


def _differences(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return a table of the questions that sources tell otherwise: a row per field, a column per legislature."""
    legislatures = sorted({row["legislature"] for row in rows})
    counts = {(row["field"], row["legislature"]): row["questions"] for row in rows}
    table = Table(title="Told otherwise by another source", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("field", *map(str, legislatures)):
        table.add_column(name, justify="left" if name == "field" else "right")
    for field in sorted({row["field"] for row in rows}):
        table.add_row(field, *(f"{counts.get((field, legislature), 0):,}" for legislature in legislatures))
    return table


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    for gap in found["missing_numbers"]:
        yield f"Numbers without a question in legislature {gap['legislature']}: {gap['numbers']:,}"
        yield f"  {command(gap)}"
    for row in found["figures"]:
        if row["month"] is None and row["here"] != row["published"]:
            yield (
                f"Legislature {row['legislature']}, {row['source']}: {row['here']:,} {WHAT[row['what']]}, "
                f"{row['published']:,} published"
            )
            months = [one for one in found["figures"] if one["month"] and _is_of(one, row)]
            if months:
                yield "  " + ", ".join(f"{one['month']}: {one['here']:,} of {one['published']:,}" for one in months[:6])


def command(gap: Mapping[str, Any]) -> str:
    """Return the command that asks for the first missing numbers."""
    source = "" if usual_source(gap["legislature"]).name == gap["source"] else f"--source {gap['source']} "
    numbers = " ".join(
        f"--number {first}" if first == last else f"--number {first}-{last}" for first, last in gap["ranges"]
    )
    return f"questions crawl {source}--legislature {gap['legislature']} {numbers}"


def _is_of(month: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    return all(month[name] == row[name] for name in ("legislature", "source", "what"))
