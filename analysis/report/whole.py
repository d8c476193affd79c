"""The report on all questions: volume, backlog, delays, topics, groups, authors, copies, gaps."""

import pandas as pd
from sqlalchemy import Connection

from analysis.errors import NoSuchThing
from analysis.named import check_legislature
from analysis.report import charts, figures
from analysis.report.page import Page, Section
from analysis.report.sections import copied, facts, section, sources, volume
from analysis.report.wording import Words


def whole_page(connection: Connection, words: Words, legislature: int | None = None) -> Page:
    """Return the report on all questions, its details on one legislature: the newest unless told otherwise.

    Raises NoSuchThing where there are no questions, or none of that legislature.
    """
    newest = figures.newest_legislature(connection)
    if newest is None:
        raise NoSuchThing("the database has no questions yet; 'questions crawl --legislature 17' fills it")
    number = newest if legislature is None else legislature
    check_legislature(connection, number)
    months = figures.rows(connection, figures.MONTHS)
    subjects = figures.rows(connection, figures.SUBJECT_DELAYS, legislature=number, rows=figures.SUBJECTS)
    gaps = figures.rows(connection, figures.GAPS)
    day = words.shown("asked_on", figures.newest_day(connection))
    return Page(
        title=words["title"],
        lead=words["state_of"].format(day=day, legislature=words.legislature(number)),
        facts=facts(months, words),
        sections=(
            volume(months, words),
            _backlog(connection, words),
            _delays(subjects, words),
            *_details(connection, number, words),
            _copied(connection, words),
            _gaps(connection, gaps, words),
        ),
        sources=sources(connection, words),
    )


def _backlog(connection: Connection, words: Words) -> Section:
    found = figures.rows(connection, figures.BACKLOG)
    return section(words, "backlog", found, charts.backlog(found, words))


def _delays(subjects: pd.DataFrame, words: Words) -> Section:
    return section(words, "delays", subjects, charts.delays(subjects, "portfolio", words))


def _details(connection: Connection, number: int, words: Words) -> list[Section]:
    rubrics = figures.rows(connection, figures.RUBRICS, legislature=number, rows=figures.TOPICS)
    groups = figures.rows(connection, figures.GROUPS, legislature=number)
    asked = figures.rows(connection, figures.GROUP_BY_SUBJECT, legislature=number)
    deputies = figures.rows(connection, figures.DEPUTIES, legislature=number, rows=figures.ASKERS)
    shared = figures.busiest(figures.with_share(asked, "group_acronym"), "portfolio", figures.HEAT)
    return [
        section(words, "rubrics", rubrics, charts.ranked(rubrics, "rubric", words)),
        section(words, "groups", groups, charts.delays(groups, "group_acronym", words)),
        section(words, "heat", shared, charts.heat(shared, words)),
        section(words, "deputies", deputies),
    ]


def _copied(connection: Connection, words: Words) -> Section:
    found = figures.rows(connection, figures.COPIED, rows=figures.COPIES)
    return copied(connection, words, found)


def _gaps(connection: Connection, gaps: pd.DataFrame, words: Words) -> Section:
    waiting = figures.rows(connection, figures.WAITING).iloc[0]
    counts = {name: words.number(int(waiting[name])) for name in ("labels", "rejections")}
    return section(words, "gaps", gaps, lead=words["gaps_lead"].format(**counts))
