"""The charts of the report: Vega-Lite, drawn by the page that holds them."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from analysis.report.wording import Words

# Told apart by people who see few colours, and dark enough on white.
COLOURS = {"answered": "#1b6f8a", "open": "#c8553d", "withdrawn": "#7d8597"}
INK = "#1d2733"
ROW = 24


def through_time(counts: pd.DataFrame, column: str, words: Words) -> alt.Chart:
    """Draw how many questions were asked, by what became of them; ``column`` is a day."""
    states = list(COLOURS)
    long = counts[[column, *states]].melt(id_vars=column, var_name="state", value_name="questions")
    long["place"] = long["state"].map({state: place for place, state in enumerate(states)})
    long["state"] = long["state"].map(words)
    return (
        alt.Chart(long)
        .mark_bar()
        .encode(
            x=alt.X(f"yearquarter({column}):T", title=None),
            y=alt.Y("questions:Q", title=words["questions"]),
            color=_states(words, states),
            order="place:Q",
            tooltip=[
                alt.Tooltip(f"yearquarter({column}):T", title=words["quarter"]),
                alt.Tooltip("state:N", title=words["state"]),
                alt.Tooltip("questions:Q", title=words["questions"]),
            ],
        )
        .properties(height=280)
    )


def backlog(counts: pd.DataFrame, words: Words) -> alt.Chart:
    """Draw how many questions were waiting at the end of each month, a line per legislature."""
    return (
        alt.Chart(counts.assign(day=counts["month"] + "-01", name=counts["legislature"].map(words.legislature)))
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(
            x=alt.X("yearmonth(day):T", title=None),
            y=alt.Y("open:Q", title=words["waiting"]),
            color=alt.Color("name:N", title=None, legend=alt.Legend(orient="top", columns=3), sort=None),
            tooltip=[
                alt.Tooltip("yearmonth(day):T", title=words["month"]),
                alt.Tooltip("asked:Q", title=words["asked"]),
                alt.Tooltip("closed:Q", title=words["closed"]),
                alt.Tooltip("open:Q", title=words["waiting"]),
            ],
        )
        .properties(height=260)
    )


def delays(figures: pd.DataFrame, column: str, words: Words) -> alt.LayerChart:
    """Draw the delay of answers as a line from its median to its ninth decile, a row per value of a column."""
    base = alt.Chart(figures.dropna(subset=["median_days"])).encode(
        y=alt.Y(
            f"{column}:N", title=None, sort=alt.EncodingSortField("median_days", order="ascending"), axis=_labels()
        ),
        tooltip=[
            alt.Tooltip(f"{column}:N", title=words[column]),
            alt.Tooltip("median_days:Q", title=words["median_days"]),
            alt.Tooltip("p90_days:Q", title=words["p90_days"]),
            alt.Tooltip("on_time:Q", title=words["on_time"], format=".0%"),
            alt.Tooltip("questions:Q", title=words["questions"]),
        ],
    )
    spread = base.mark_rule(strokeWidth=6, opacity=0.35, color=COLOURS["answered"]).encode(
        x=alt.X("median_days:Q", title=words["days"], scale=alt.Scale(zero=True)), x2="p90_days:Q"
    )
    median = base.mark_point(filled=True, size=70, opacity=1, color=COLOURS["answered"]).encode(x="median_days:Q")
    due = (
        alt.Chart(pd.DataFrame({"days": [61]}))
        .mark_rule(color=COLOURS["open"], strokeDash=[4, 3])
        .encode(x="days:Q", tooltip=alt.value(words["two_months"]))
    )
    return alt.LayerChart(layer=[spread, median, due]).properties(height=_height(figures[column]))


def ranked(counts: pd.DataFrame, column: str, words: Words) -> alt.Chart:
    """Draw how many questions there are of each value of a column, the answered part apart; the most first."""
    apart = counts.assign(other=counts["questions"] - counts["answered"])
    long = apart.melt(id_vars=[column, "questions"], value_vars=["answered", "other"], var_name="part", value_name="n")
    most_first = alt.EncodingSortField("questions", order="descending")
    long["part"] = long["part"].map({"answered": words["answered"], "other": words["unanswered"]})
    return (
        alt.Chart(long)
        .mark_bar()
        .encode(
            y=alt.Y(f"{column}:N", title=None, sort=most_first, axis=_labels()),

            x=alt.X("sum(n):Q", title=words["questions"]),
            color=alt.Color(
                "part:N", title=None, legend=alt.Legend(orient="top"),
                scale=alt.Scale(
                    domain=[words["answered"], words["unanswered"]], range=[COLOURS["answered"], COLOURS["open"]]
                ),
            ),
            tooltip=[
                alt.Tooltip(f"{column}:N", title=words[column]),
                alt.Tooltip("part:N", title=words["state"]),
                alt.Tooltip("sum(n):Q", title=words["questions"]),
            ],
        )
        .properties(height=_height(counts[column]))
    )  # fmt: skip


def heat(counts: pd.DataFrame, words: Words) -> alt.Chart:
    """Draw what each group asks about: of its questions, the share (a column) that goes to each subject."""
    return (
        alt.Chart(counts)
        .mark_rect()
        .encode(
            x=alt.X("group_acronym:N", title=None, axis=alt.Axis(orient="top", labelAngle=-40)),
            y=alt.Y("portfolio:N", title=None, axis=_labels()),
            color=alt.Color(
                "share:Q",
                title=words["share"],
                scale=alt.Scale(scheme="blues"),
                legend=alt.Legend(format=".0%", orient="bottom"),
            ),
            tooltip=[
                alt.Tooltip("group_acronym:N", title=words["group_acronym"]),
                alt.Tooltip("portfolio:N", title=words["portfolio"]),
                alt.Tooltip("questions:Q", title=words["questions"]),
                alt.Tooltip("share:Q", title=words["share"], format=".1%"),
            ],
        )
        .properties(height=_height(counts["portfolio"]))
    )


def specification(chart: alt.Chart | alt.LayerChart, description: str) -> Mapping[str, Any]:
    """Return a chart as the page draws it: as wide as its place, described for those who do not see it."""
    with alt.data_transformers.disable_max_rows():
        found: dict[str, Any] = chart.properties(width="container").to_dict()
    found["description"] = description
    found["autosize"] = {"type": "fit-x", "contains": "padding"}
    found["config"] = {
        "background": None,
        "font": "system-ui, sans-serif",
        "view": {"stroke": None},
        "axis": {
            "labelColor": INK,
            "titleColor": INK,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "gridColor": "#e3e8ee",
        },
        "legend": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12},
    }
    return found


def _height(rows: pd.Series) -> int:
    # Vega-Lite can count the rows itself, but warns that it then cannot fit them into the height of the place.
    return ROW * rows.nunique()


def _labels() -> alt.Axis:
    return alt.Axis(labelLimit=170)


def _states(words: Words, states: Sequence[str]) -> alt.Color:
    scale = alt.Scale(domain=[words[state] for state in states], range=[COLOURS[state] for state in states])
    return alt.Color("state:N", title=None, scale=scale, legend=alt.Legend(orient="top"))
