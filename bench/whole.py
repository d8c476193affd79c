"""All legislatures at once: 320,000 questions as both sources tell them, landed and loaded into a database.

``python -m bench.whole sqlite:///FILE`` makes such a database, with texts of the size of real ones; ``--short`` leaves
them as short as the demo's own. The authors are as many as sat in those years, all of them plainly fictional.
"""

import argparse
import random
import tempfile
from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from bench.rows import READ_AT, STOCK, long_texts, run_of
from demo.assembly.chambers import CURRENT, Assembly
from demo.assembly.truth import told_of
from demo.corpus import Corpus, build
from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from parliament.landing import FILES, LandingWriter, Run
from parliament.legislatures import LEGISLATURES
from parliament.records import Deputy, GroupStay, Mandate, Question, as_json, content_hash

COUNT = 320_000
OF_PAGES, ARCHIVED = 13, (14, 15, 16, CURRENT)
# So many deputies sit in a legislature, of whom so many are new.
SEATS, NEW = 640, 350


def land_all(zone: Path, count: int = COUNT, *, long: bool = True) -> None:
    """Land about so many questions and their authors as two runs, one of each source."""
    corpus = build(count * 30 // 31, assembly=True)
    for run, records in (
        (run_of(count), _of_pages(corpus)),
        (_run_of_archives(count), _of_archives(corpus.assembly)),
    ):
        _land(zone / run.run_id, run, _lengthened(records) if long else records)


def load_all(url: str, count: int = COUNT, *, long: bool = True) -> int:
    """Make such a database at an empty address; return how many questions it has."""
    engine = connect(url)
    ensure_schema(engine)
    with tempfile.TemporaryDirectory() as folder:
        land_all(Path(folder), count, long=long)
        report = load(engine, Path(folder))
    engine.dispose()
    return report.tables["question"].inserted


def _run_of_archives(count: int) -> Run:
    return replace(
        run_of(count, 1),
        run_id="20260101T020000000001Z-assemblee",
        source="assemblee",
        scope={"legislatures": list(ARCHIVED), "numbers": [[1, count]]},
    )


def _land(folder: Path, run: Run, records: Iterator[Question]) -> None:
    """Write questions and their authors, one after the other, so that the bench itself stays small."""
    LandingWriter(folder, run).close()
    authors: dict[tuple[str, int], Question] = {}
    with (folder / FILES[Question]).open("w", encoding="utf-8") as file:
        for record in records:
            authors.setdefault((record.deputy_id, record.legislature), record)
            file.write(as_json(replace(record, content_hash=content_hash(record))) + "\n")
    with (folder / FILES[Deputy]).open("w", encoding="utf-8") as file:
        file.writelines(as_json(_deputy(record)) + "\n" for record in authors.values())


def _of_pages(corpus: Corpus) -> Iterator[Question]:
    for said in corpus.expect(OF_PAGES):
        told = {field.name: getattr(said, field.name) for field in fields(said)}
        yield _question("nosdeputes", told | {"rubric": next(iter(said.themes), None), "heading": None})


def _of_archives(assembly: Assembly | None) -> Iterator[Question]:
    for legislature in ARCHIVED if assembly else ():
        for dossier in assembly.dossiers(legislature, READ_AT.date()):
            said = told_of(dossier, READ_AT.date())
            told = {field.name: getattr(said, field.name) for field in fields(said)}
            yield _question("assemblee", told | {"site_id": None, "comment_count": None, "official_url": None})


def _question(source: str, told: dict[str, Any]) -> Question:
    number = 1 + told["number"] * 7919 % SEATS + (told["legislature"] - OF_PAGES) * NEW
    author = {
        "deputy_id": f"PA98{number:04}",
        "author_name": f"Aline Exemple {number}",
        "author_slug": f"aline-exemple-{number}",
    }
    return Question(
        source=source,
        type="QE",
        detail="document",
        site_updated_at=None,
        page_url=f"https://example.invalid/{told['question_id']}",
        fetched_at=READ_AT,
        **told | author,
    )


def _lengthened(records: Iterator[Question]) -> Iterator[Question]:
    dice = random.Random(1)  # noqa: S311 (sizes, not secrets)
    first = list(islice(records, STOCK))
    stock = [record.question_text for record in first if record.question_text]
    for record in chain(first, records):
        question_text, answer_text = long_texts(record.question_text, record.answer_text, stock, dice)
        yield replace(record, question_text=question_text, answer_text=answer_text)


def _deputy(record: Question) -> Deputy:
    """Return the author of a question as one who sat all through the legislature."""
    term = LEGISLATURES[record.legislature]
    said: dict[str, Any] = dict.fromkeys(
        ("born_on", "birthplace", "department", "constituency", "constituency_number", "profession", "seat", "party",
         "group_name", "group_since", "official_url")
    )  # fmt: skip
    deputy = Deputy(
        source=record.source,
        deputy_id=record.deputy_id,
        legislature=record.legislature,
        site_id=None,
        slug=record.author_slug or "",
        name=record.author_name,
        first_name="Aline",
        last_name=record.author_name.partition(" ")[2],
        sex="F",
        group_label=record.group_label,
        former=term.ends_on is not None,
        mandates=(Mandate(starts_on=term.starts_on, ends_on=term.ends_on, end_reason=None),),
        detail="document",
        page_url=f"https://example.invalid/{record.author_slug}",
        fetched_at=READ_AT,
        groups=(GroupStay(group_id=record.group_id, starts_on=term.starts_on, ends_on=term.ends_on),)
        if record.group_id
        else (),
        **said,
    )
    return replace(deputy, content_hash=content_hash(deputy))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.whole", description=__doc__)
    parser.add_argument("url", help="address of an empty database, e.g. sqlite:///whole.db")
    parser.add_argument("--questions", type=int, default=COUNT)
    parser.add_argument("--short", action="store_true", help="leave the texts short")
    asked = parser.parse_args()
    print(f"{load_all(asked.url, asked.questions, long=not asked.short):,} questions")


if __name__ == "__main__":
    main()
