"""The page: sections of charts and tables put into one file of HTML that needs nothing else."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import vl_convert
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from analysis.report.wording import Words

# A number of a table stands at the right.
NUMBERS = ("Int64", "Float64")


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a section; ``links`` are the addresses that the first column leads to, row by row."""

    figures: pd.DataFrame
    links: Sequence[str | None] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A title, what it shows in a sentence, its figures, and a chart where there is one."""

    name: str
    title: str
    lead: str
    table: Table
    chart: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """All that a report says."""

    title: str
    lead: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    sources: Sequence[Mapping[str, Any]] = field(default=())


def render(page: Page, words: Words) -> str:
    """Return the page as HTML with styles, data and the code that draws inside: nothing is loaded from anywhere."""
    template = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).from_string(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))
    return template.render(
        page=page,
        words=words,
        rows_of=lambda table: _rows(table, words),
        numeric=lambda table: {name for name in table.figures if str(table.figures[name].dtype) in NUMBERS},
        specification=_json,
        options=_json(_options(words)),
        code=_code() if any(section.chart for section in page.sections) else "",
    )


def _rows(table: Table, words: Words) -> list[list[tuple[str, str, str | None]]]:
    """Return each row as (column, text, address or None)."""
    columns = list(table.figures.columns)
    return [
        [
            (name, words.shown(name, value), table.links[row] if table.links and not place else None)
            for place, (name, value) in enumerate(zip(columns, values, strict=True))
        ]
        for row, values in enumerate(table.figures.itertuples(index=False, name=None))
    ]


def _json(value: Any) -> Markup:
    """Return JSON that can stand in a script element: no text of a question can end it."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704


def _plain(value: Any) -> Any:
    # What pandas leaves of its own types in a chart's data.
    return None if value is pd.NA else str(value)


def _options(words: Words) -> Mapping[str, Any]:
    options: dict[str, Any] = {"actions": False, "renderer": "svg"}
    if words.language == "fr":
        options |= {
            "formatLocale": vl_convert.get_format_locale("fr-FR"),
            "timeFormatLocale": vl_convert.get_time_format_locale("fr-FR"),
        }
    return options


@cache
def _code() -> Markup:
    """Return the code of Vega, Vega-Lite and Vega-Embed, as one script."""
    code: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return Markup(code.replace("</script", "<\\/script"))  # noqa: S704
