"""The words of the report, in French and English, and how each writes numbers and days."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

MISSING = "–"
# No-break: a number must not end a line in its middle.
THOUSANDS = {"fr": "\u202f", "en": ","}
SHARES = ("answer_rate", "on_time", "share")


class Words(dict[str, str]):
    """The words of one language by what they stand for; a chart's or a table's column by its name."""

    def __init__(self, language: str, words: Mapping[str, str]) -> None:
        super().__init__(words)
        self.language = language

    def legislature(self, number: int) -> str:
        """Return the name of a legislature, e.g. 17e législature."""
        return self["legislature_name"].format(number=number)

    def shown(self, column: str, value: Any) -> str:
        """Return a value as a reader expects it: grouped digits, per cent, days as the language writes them."""
        if value is None or value is pd.NA or (isinstance(value, float) and value != value):
            return MISSING
        if column in SHARES:
            return self.share(float(value))
        # datetime before date: every datetime is a date.
        if isinstance(value, datetime):
            return self.day(value.date())
        if isinstance(value, date):
            return self.day(value)
        if column.endswith(("_on", "_at")):
            return self.day(date.fromisoformat(str(value)[:10]))
        if column in ("number", "legislature"):
            return str(value)
        if isinstance(value, int | float):
            return self.number(int(value))
        return str(value)

    def number(self, value: int) -> str:
        """Return a whole number with its digits in groups."""
        return f"{value:,}".replace(",", THOUSANDS[self.language])

    def share(self, value: float) -> str:
        """Return a share as per cent."""
        percent = f"{value * 100:.1f}"
        return f"{percent.replace('.', ',')}\u202f%" if self.language == "fr" else f"{percent}%"

    def day(self, value: date) -> str:
        """Return a day: 21/04/2009 in French, 21 Apr 2009 in English."""
        if self.language == "fr":
            return f"{value:%d/%m/%Y}"
        month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[value.month - 1]
        return f"{value.day} {month} {value.year}"


@cache
def words_in(language: str) -> Words:
    """Return the words of a language, ``fr`` or ``en``."""
    text = Path(__file__).with_name("wording.toml").read_text(encoding="utf-8")
    both: dict[str, dict[str, str]] = tomllib.loads(text)
    return Words(language, {name: entry[language] for name, entry in both.items()})
