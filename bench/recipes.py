"""The recipes of docs/cookbook.md, and their results written into it.

``python -m bench.recipes`` loads the demo's corpus, asks every recipe and renews the results that the cookbook prints.
"""

import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from bench.told import demo_database

COOKBOOK = Path(__file__).parent.parent / "docs/cookbook.md"
MEDIAN_OR_SHARE = "*median/share*"
_PARTS = re.compile(
    r"```sql\n(?P<sql>.*?);\n```\n\n```python\n(?P<pandas>.*?)\n```\n\n(?P<result>(?:\|[^\n]*\n?)*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A question of an analyst: its SQL, the same with pandas, and the table that the cookbook prints.

    ``pandas`` is an expression of ``pd``, ``text`` and ``engine``. ``is_median_or_share`` marks what may take longer.
    """

    title: str
    sql: str
    pandas: str
    result: str
    is_median_or_share: bool


def recipes(document: str) -> list[Recipe]:
    """Return the recipes of a cookbook: its sections. Raises ValueError for a section that lacks a part of one."""
    found = []
    for section in document.split("\n## ")[1:]:
        title, _, body = section.partition("\n")
        parts = _PARTS.search(body)
        if parts is None:
            raise ValueError(f"the recipe {title!r} lacks its SQL or its pandas line")
        found.append(Recipe(title, parts["sql"], parts["pandas"], parts["result"], MEDIAN_OR_SHARE in body))
    return found


def as_table(columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as the cookbook prints them, the same whichever database gave them."""
    lines = [list(columns), ["---"] * len(list(columns)), *([_cell(value) for value in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def ask(engine: Engine, sql: str) -> str:
    """Return what a query answers, as the cookbook prints it."""
    with engine.connect() as connection:
        found = connection.execute(text(sql))
        return as_table(found.keys(), found.all())


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool() | int():
            return str(int(value))
        case float() | Decimal():
            return "" if value != value else f"{float(value):.10g}"
        case date():
            return f"{value}"
        case _:
            return str(value).replace("|", "\\|")


def main() -> None:
    document = COOKBOOK.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        engine = demo_database(f"sqlite:///{folder}/demo.db", Path(folder))
        for recipe in recipes(document):
            before = f"{recipe.sql};\n```\n\n```python\n{recipe.pandas}\n```\n\n"
            document = document.replace(before + recipe.result, before + ask(engine, recipe.sql))
        engine.dispose()
    COOKBOOK.write_text(document, encoding="utf-8")


if __name__ == "__main__":
    main()
