"""Sections that every report is made of."""

import altair as alt
import pandas as pd
from sqlalchemy import Connection

from analysis.report import charts, figures
from analysis.report.page import Section, Table
from analysis.report.wording import Words


def section(
    words: Words,
    name: str,
    found: pd.DataFrame,
    chart: alt.Chart | alt.LayerChart | None = None,
    lead: str | None = None,
) -> Section:
    """Return a section under the title and sentence that the words have for its name; questions are links."""
    title, said = words[f"{name}_title"], lead or words[f"{name}_lead"]
    drawn = None if chart is None or found.empty else charts.specification(chart, f"{title}. {said}")
    links = [None if pd.isna(url) else str(url) for url in found.get("official_url", ())]
    return Section(name, title, said, Table(found.drop(columns="official_url", errors="ignore"), links), drawn)


def volume(months: pd.DataFrame, words: Words) -> Section:
    """Return the section on questions through time, from counts by month."""
    quarters = figures.by_quarter(months)
    shown = months.iloc[::-1].reset_index(drop=True)
    return section(words, "volume", shown, charts.through_time(quarters, "quarter", words))


def copied(connection: Connection, words: Words, found: pd.DataFrame) -> Section:
    """Return the section on copied questions; it says so where nobody has looked for any."""
    compared = figures.rows(connection, figures.COMPARED).iloc[0]["texts"]
    return section(words, "copied", found, lead=None if compared else words["not_compared"])


def facts(months: pd.DataFrame, words: Words) -> list[tuple[str, str]]:
    """Return the numbers that stand above all sections, from counts by month."""
    total = {name: int(months[name].sum()) for name in ("questions", "answered", "open", "withdrawn")}
    shown = [(words[name], words.number(total[name])) for name in total]
    return [*shown, (words["answer_rate"], words.share(total["answered"] / total["questions"]))]


def sources(connection: Connection, words: Words) -> list[dict[str, str]]:
    """Return whom the questions are from, under which licence, and when they were last read."""
    found = figures.rows(connection, figures.FRESHNESS)
    return [
        {str(name): words.shown(str(name), value) for name, value in row.items()} for row in found.to_dict("records")
    ]
