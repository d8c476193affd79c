"""All legislatures at once: 320,000 questions as both sources tell them, landed and loaded into a database.

``python -m bench.whole sqlite:///FILE`` makes such a database, with texts of the size of real ones; ``--short`` leaves
them as short as the demo's own. The authors are as many as sat in those years, all of them plainly fictional.
"""

import argparse
import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from sqlalchemy import Engine

from bench.rows import STOCK, long_texts, run_of
from bench.told import deputies, sealed, told_by_archives, told_by_pages
from demo.corpus import build
from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from parliament.landing import FILES, LandingWriter, Run
from parliament.records import Deputy, Question, as_json

COUNT = 320_000
# Of this legislature the pages tell, of all later ones the archives.
OF_PAGES = 13
# So many deputies sit in a legislature, of whom so many are new.
SEATS, NEW = 640, 350


def land_all(zone: Path, count: int = COUNT, *, long: bool = True) -> None:
    """Land about so many questions, rather more, and their authors as two runs, one of each source."""
    corpus = build(count * 31 // 32 + 200, assembly=True)
    models = {model.legislature: model for model in deputies(corpus)}
    pages = (record for record in told_by_pages(corpus) if record.legislature == OF_PAGES)
    for run, records in ((run_of(count), pages), (_run_of_archives(count), told_by_archives(corpus))):
        written = _by_many(_lengthened(records) if long else records)
        _land(zone / run.run_id, run, written, models)


def load_all(url: str, zone: Path) -> Engine:
    """Load what is landed into an empty database, and return that."""
    engine = connect(url)
    ensure_schema(engine)
    load(engine, zone)
    return engine


def _run_of_archives(count: int) -> Run:
    return replace(
        run_of(count, 1),
        run_id="20260101T020000000001Z-assemblee",
        source="assemblee",
        scope={"legislatures": [14, 15, 16, 17], "numbers": [[1, count]]},
    )


def _land(folder: Path, run: Run, records: Iterator[Question], models: dict[int, Deputy]) -> None:
    """Write questions and their authors, one after the other, so that the bench itself stays small."""
    LandingWriter(folder, run).close()
    authors: dict[tuple[str, int], str] = {}
    with (folder / FILES[Question]).open("w", encoding="utf-8") as file:
        for record in records:
            authors[record.deputy_id, record.legislature] = record.author_name
            file.write(as_json(sealed(record)) + "\n")
    with (folder / FILES[Deputy]).open("w", encoding="utf-8") as file:
        for (deputy_id, legislature), name in authors.items():
            file.write(as_json(_author(models[legislature], deputy_id, name)) + "\n")


def _by_many(records: Iterator[Question]) -> Iterator[Question]:
    """Give the questions to as many authors as a legislature has, instead of the demo's few."""
    dice = random.Random(2)  # noqa: S311 (seats, not secrets)
    for record in records:
        number = 1 + dice.randrange(SEATS) + (record.legislature - OF_PAGES) * NEW
        yield replace(record, deputy_id=f"PA99{number:04}", author_name=f"Aline Exemple {number}", author_slug=None)


def _author(model: Deputy, deputy_id: str, name: str) -> Deputy:
    named = replace(model, deputy_id=deputy_id, name=name, first_name="Aline", last_name=name.partition(" ")[2])
    return sealed(replace(named, slug=name.lower().replace(" ", "-"), site_id=None))


def _lengthened(records: Iterator[Question]) -> Iterator[Question]:
    dice = random.Random(1)  # noqa: S311 (sizes, not secrets)
    first = list(islice(records, STOCK))
    stock = [record.question_text for record in first if record.question_text]
    for record in chain(first, records):
        question_text, answer_text = long_texts(record.question_text, record.answer_text, stock, dice)
        yield replace(record, question_text=question_text, answer_text=answer_text)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.whole", description=__doc__)
    parser.add_argument("url", help="address of an empty database, e.g. sqlite:///whole.db")
    parser.add_argument("--questions", type=int, default=COUNT)
    parser.add_argument("--short", action="store_true", help="leave the texts short")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        land_all(Path(folder), asked.questions, long=not asked.short)
        load_all(asked.url, Path(folder)).dispose()


if __name__ == "__main__":
    main()
