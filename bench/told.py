"""The demo's corpus as landed records: what a crawl of its site and its archives would land, without the crawl."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from demo.assembly.truth import told_of
from demo.corpus import Corpus, build
from demo.people import Member
from etl.database import connect
from etl.indexing import index
from etl.load import load
from etl.schema import ensure_schema
from parliament.landing import LandingWriter, Run
from parliament.legislatures import LEGISLATURES
from parliament.records import Deputy, Mandate, Question, Record, content_hash

READ_AT = datetime(2026, 1, 1, 2, 0, 0)  # noqa: DTZ001 (records tell UTC without a zone)


def demo_database(url: str, landing: Path) -> Engine:
    """Return a database at an empty address that holds what ``questions demo`` loads, with all its indexes."""
    corpus = build(assembly=True)
    engine = connect(url)
    ensure_schema(engine)
    _land(landing, "nosdeputes", (*deputies(corpus), *told_by_pages(corpus)))
    _land(landing, "assemblee", told_by_archives(corpus))
    load(engine, landing)
    if failed := [part.error for part in index(engine) if part.error is not None]:
        raise RuntimeError(failed[0])
    return engine


def _land(landing: Path, source: str, records: Iterable[Record]) -> None:
    run = Run(
        run_id=f"20260101T020000000000Z-{source}",
        source=source,
        scope={"legislatures": []},
        started_at="2026-01-01 02:00:00",
        finished_at="2026-01-01 03:00:00",
        finish_reason="finished",
    )
    writer = LandingWriter(landing / run.run_id, run)
    for record in records:
        writer.write(record)
    writer.close()


def told_by_pages(corpus: Corpus) -> Iterator[Question]:
    """Yield the questions of the site, by legislature."""
    for legislature in corpus.legislatures:
        for said in corpus.expect(legislature, READ_AT.date()):
            rubric, heading = (*said.themes, None, None)[:2]
            yield _question("nosdeputes", said, rubric=rubric, heading=heading)


def told_by_archives(corpus: Corpus) -> Iterator[Question]:
    """Yield the questions of the Assembly's archives, by legislature; none where the corpus has no archives."""
    assembly, today = corpus.assembly, READ_AT.date()
    if assembly is None:
        return
    for legislature in assembly.legislatures(today):
        for dossier in assembly.dossiers(legislature, today):
            who = dossier.question.member.person
            author = {"author_name": who.name, "author_slug": None}
            unknown = dict.fromkeys(("site_id", "comment_count", "official_url"))
            yield _question("assemblee", told_of(dossier, today), **author, **unknown)


def deputies(corpus: Corpus) -> Iterator[Deputy]:
    """Yield everyone who sat, once for each legislature."""
    chambers = corpus.assembly.chambers if corpus.assembly else corpus.legislatures
    for chamber in chambers.values():
        yield from map(deputy_of, chamber.members)


def deputy_of(member: Member) -> Deputy:
    """Return a deputy as the data of a legislature have them."""
    who, term = member.person, LEGISLATURES[member.legislature]
    stays = [Mandate(starts_on=one.starts_on, ends_on=one.ends_on or term.ends_on, end_reason=one.reason or None)
             for one in member.stays]  # fmt: skip
    record = Deputy(
        source="nosdeputes",
        deputy_id=who.deputy_id,
        legislature=member.legislature,
        site_id=member.site_id,
        slug=who.slug,
        name=who.name,
        first_name=who.first_name,
        last_name=who.last_name,
        sex="F" if who.sex == "F" else "M",
        born_on=who.born_on,
        birthplace=who.birthplace,
        department=member.department[0],
        constituency=member.department[1],
        constituency_number=member.constituency,
        profession=who.profession,
        seat=None,
        party=None,
        group_label=member.group,
        group_name=None,
        group_since=None,
        former=member.former,
        mandates=tuple(stays),
        official_url=None,
        detail="document",
        page_url=f"https://example.invalid/{who.slug}",
        fetched_at=READ_AT,
    )
    return sealed(record)


def _question(source: str, said: Any, **more: Any) -> Question:
    told = {field.name: getattr(said, field.name) for field in fields(said)} | more
    record = Question(
        source=source,
        type="QE",
        detail="document",
        site_updated_at=None,
        page_url=f"https://example.invalid/{told['question_id']}",
        fetched_at=READ_AT,
        **told,
    )
    return sealed(record)


def sealed(record: Any) -> Any:
    """Return a record with the hash of its content."""
    return replace(record, content_hash=content_hash(record))
