"""The report on one deputy: volume, delays, subjects, what still waits, copies."""

import pandas as pd
from sqlalchemy import Connection, text

from analysis.errors import NoSuchThing
from analysis.named import deputy_id
from analysis.report import charts, figures
from analysis.report.page import Page, Section
from analysis.report.sections import copied, facts, section, sources, volume
from analysis.report.wording import Words


def deputy_page(connection: Connection, words: Words, asked: str) -> Page:
    """Return the report on a deputy, named by slug, name or PA id; raise NoSuchThing for none or several."""
    found = deputy_id(connection, asked)
    name = connection.scalar(text("SELECT name FROM deputy WHERE deputy_id = :found"), {"found": found})
    months = _rows(connection, figures.MONTHS_OF_DEPUTY, found)
    if months.empty:
        raise NoSuchThing(f"{name} ({found}) has no written questions in the database")
    return Page(
        title=words["deputy_title"].format(name=name),
        lead=words["deputy_lead"].format(id=found, day=words.shown("asked_on", figures.newest_day(connection))),
        facts=facts(months, words),
        sections=(volume(months, words), *_sections(connection, found, words)),
        sources=sources(connection, words),
    )


def _sections(connection: Connection, found: str, words: Words) -> list[Section]:
    subjects = _rows(connection, figures.SUBJECTS_OF_DEPUTY, found, rows=figures.SUBJECTS)
    listed = {"rows": figures.LISTED}
    return [
        section(words, "mandates", _rows(connection, figures.OF_DEPUTY, found)),
        section(words, "subjects", subjects, charts.ranked(subjects, "portfolio", words)),
        section(words, "oldest", _rows(connection, figures.OLDEST_OF_DEPUTY, found, **listed)),
        copied(connection, words, _rows(connection, figures.COPIED_OF_DEPUTY, found, **listed)),
        section(words, "latest", _rows(connection, figures.LATEST_OF_DEPUTY, found, **listed)),
    ]


def _rows(connection: Connection, sql: str, found: str, **values: int) -> pd.DataFrame:
    return figures.rows(connection, sql, deputy_id=found, **values)
