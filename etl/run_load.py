"""Loading the files of one run within one transaction: deputies first, for questions refer to them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection, text

from etl import deputies, derivation, history, labels, organes, question_records, questions, rejections, visits
from etl.ahead import Ahead
from etl.checks.all import check
from etl.checks.evidence import Evidence
from etl.checks.landed_lists import STAGED as LANDED_LIST
from etl.checks.landed_lists import stage_lists
from etl.checks.result import Result
from etl.counts import Tally
from etl.deputies import merge_deputies
from etl.dialects import dialect_of
from etl.filling import is_empty
from etl.labels import count_labels
from etl.landed import BATCH_LINES, Batch
from etl.merge import CANDIDATE, Tables
from etl.organes import merge_organes
from etl.patience import patiently
from etl.questions import Found, merge_questions
from etl.readings import find_lone
from etl.rejections import UNKNOWN_DEPUTY, Refusal, close_taken, merge_rejections, note_taken
from etl.runs import legislatures_of, utc
from etl.shapes import Shaped
from etl.sifting import STAGING as SIFTING
from etl.sifting import sift
from etl.staging import create, drop, fill
from etl.texts import texts_of
from etl.visits import merge_visits
from parliament import records
from parliament.landing import FILES, Run

STAGING = (
    organes.STAGED,
    *deputies.STAGING,
    *questions.STAGING,
    *labels.STAGING,
    visits.STAGED,
    *rejections.STAGING,
    LANDED_LIST,
    *SIFTING,
)

# The batches of a landing file, by its name.
Batches = Callable[[str], Iterator[Batch]]
Prepare = Callable[[list[dict[str, Any]]], Shaped]
# To be called once a batch is staged.
Staged = Callable[[], None]
LoadBatch = Callable[[list[dict[str, Any]], Shaped, Staged], None]

STRANGERS = """
    SELECT s.line FROM staged_question AS s
    WHERE NOT EXISTS (SELECT 1 FROM deputy AS d WHERE d.deputy_id = s.deputy_id)
"""
BROUGHT = "SELECT deputy_id FROM staged_deputy"
WAITING = """
    SELECT r.rejection_id, r.raw, c.started_at FROM rejection AS r
    JOIN crawl_run AS c ON c.run_id = r.run_id
    JOIN deputy AS d ON r.reason = d.deputy_id || :reason
    WHERE r.stage = 'load' AND r.replayed_at IS NULL
    ORDER BY c.started_at, r.rejection_id LIMIT :batch
"""


class RunLoad:
    """One run being loaded; ``tally`` holds what was done so far, ``results`` what the checks found at the end."""

    def __init__(
        self,
        connection: Connection,
        tables: Tables,
        folder: Path,
        run: Run,
        *,
        anew: bool,
        read: Callable[[int], None],
    ):
        self.connection = connection
        self.dialect = dialect_of(connection)
        self.tables = tables
        self.folder = folder
        self.run = run
        self.anew = anew
        self.read = read
        self.tally = Tally()
        self.evidence = Evidence(connection)
        self.results: tuple[Result, ...] = ()
        self.legislatures = self._legislatures()
        self.new_questions: list[dict[str, Any]] = []

    def load(self, batches: Batches, starts: dict[str, int]) -> dict[str, int]:
        """Load every file's batches, which begin at these bytes; return the bytes up to which they are loaded."""
        create(self.connection, STAGING)
        ends = dict(starts)
        for kind, prepare, load_batch in (
            (records.Organe, organes.prepare, self._load_organes),
            (records.Deputy, self._prepare_deputies, self._load_deputies),
            (records.Question, *self._ways_of_questions()),
            (records.Visit, visits.prepare, self._load_visits),
            (records.Rejection, rejections.prepare, self._load_rejections),
        ):
            name = FILES[kind]
            coming = Ahead(_prepared(prepare, batches(name)))
            for batch, prepared in coming:
                self._refuse([self._broken_line(name, one.byte, one.reason, one.line) for one in batch.broken])
                load_batch(batch.records, prepared, coming.start)
                self.read(batch.end - ends[name])
                ends[name] = batch.end
            if kind is records.Question:
                self._load_waiting()
        self._wait(lambda: self.dialect.lock_shared(self.connection))
        self._replay()
        if self._questions_changed():
            self.dialect.restore_indexes(self.connection)
            count_labels(self.connection, self.tables, self.tally)
        close_taken(self.connection, self.tally, self.run)
        stage_lists(self.connection, self.folder / FILES[records.Visit], ends[FILES[records.Visit]])
        self.evidence.end()
        self.results = check(self.connection, self.run, self.folder, self.evidence)
        self.evidence.close()
        drop(self.connection, (*STAGING, derivation.DERIVED, *history.MADE, CANDIDATE))
        return ends

    def _wait(self, lock: Callable[[], None]) -> None:
        with patiently(self.dialect.is_busy):
            lock()

    def _legislatures(self) -> frozenset[int]:
        """Return the legislatures that the database knows, those that this load brought among them."""
        return frozenset(self.connection.execute(text("SELECT legislature FROM legislature")).scalars())

    def _prepare_deputies(self, found: list[dict[str, Any]]) -> Shaped:
        return deputies.prepare(found, self.legislatures)

    def _prepare_questions(self, found: list[dict[str, Any]]) -> Shaped:
        return question_records.prepare(found, self.legislatures)

    def _load_organes(self, found: list[dict[str, Any]], shaped: Shaped, staged: Staged) -> None:
        self._refuse_shapeless("organe", found, shaped)
        if not shaped.frame.empty:
            fill(self.connection, organes.STAGED, shaped.frame)
            staged()
            merge_organes(self.connection, self.tables, self.tally)
            self.legislatures = self._legislatures()

    def _load_deputies(self, found: list[dict[str, Any]], shaped: Shaped, staged: Staged) -> None:
        self._refuse_shapeless("deputy", found, shaped)
        if not shaped.frame.empty:
            fill(self.connection, deputies.STAGED, self._timed(shaped))
            staged()
            # What is known of a deputy is joined over all legislatures.
            self._wait(lambda: self.dialect.lock_deputies(self.connection, BROUGHT))
            merge_deputies(self.connection, self.tables, self.tally, anew=self.anew)
            note_taken(self.connection, rejections.TAKEN_DEPUTIES)

    def _ways_of_questions(self) -> tuple[Prepare, LoadBatch]:
        """Return how questions are prepared and loaded: of an empty database none is known."""
        if self.anew or is_empty(self.connection):
            return self._prepare_questions, self._load_questions
        return _untyped, self._load_new_questions

    def _load_new_questions(self, found: list[dict[str, Any]], _: Shaped, staged: Staged) -> None:
        self.new_questions += sift(self.connection, found, self._started_at(), self.tally, staged)
        if len(self.new_questions) >= BATCH_LINES:
            self._load_waiting()

    def _load_waiting(self) -> None:
        """Load the questions that were found to be new, of as many batches as it took to make one."""
        found, self.new_questions = self.new_questions, []
        if found:
            self._load_questions(found, self._prepare_questions(found), lambda: None)

    def _load_questions(
        self, found: list[dict[str, Any]], shaped: Shaped, staged: Staged, parsed_at: str | None = None
    ) -> None:
        self._refuse_shapeless("question", found, shaped)
        if shaped.frame.empty:
            return
        fill(self.connection, question_records.STAGED, self._timed(shaped, parsed_at))
        texts = texts_of(shaped.frame)
        staged()
        if others := {*map(int, shaped.frame["legislature"].unique())} - legislatures_of(self.run):
            self._wait(lambda: self.dialect.lock(self.connection, others))
        total = len(shaped.frame) - self._refuse_strangers(found)
        staged_ones = Found(total, find_lone(self.connection, total), texts)
        self.evidence.note(staged_ones.lone, total)
        merge_questions(self.connection, self.tables, self.tally, staged_ones, anew=self.anew)
        note_taken(self.connection, rejections.TAKEN_QUESTIONS)

    def _load_visits(self, found: list[dict[str, Any]], shaped: Shaped, staged: Staged) -> None:
        self._refuse_shapeless("visit", found, shaped)
        if not shaped.frame.empty:
            fill(self.connection, visits.STAGED, shaped.frame)
            staged()
            merge_visits(self.connection, self.tables, self.tally)
            note_taken(self.connection, rejections.TAKEN_VISITS)

    def _load_rejections(self, found: list[dict[str, Any]], shaped: Shaped, _: Staged) -> None:
        self._refuse_shapeless("rejection", found, shaped)
        columns = ["line", *rejections.REJECTION.text, *rejections.REJECTION.times]
        rows = shaped.frame[columns].itertuples(index=False, name=None)
        landed = (dict(zip(columns, row, strict=True)) for row in rows)
        self._refuse([Refusal(run_id=self.run.run_id, raw=found[one.pop("line")].get("raw"), **one) for one in landed])

    def _refuse_shapeless(self, table: str, found: list[dict[str, Any]], shaped: Shaped) -> None:
        """Refuse the records that cannot be loaded."""
        self.tally.of(table).rejected += len(shaped.refused)
        self._refuse([self._refusal(found[line], reason) for line, reason in shaped.refused])

    def _timed(self, shaped: Shaped, parsed_at: str | None = None) -> pd.DataFrame:
        """Return records with the time of the run whose parsers made them: this one, unless told otherwise."""
        return shaped.frame.assign(parsed_at=parsed_at or self._started_at())

    def _refuse_strangers(self, found: list[dict[str, Any]]) -> int:
        """Refuse the staged questions of deputies that the database does not hold; return how many these are."""
        lines = list(self.connection.execute(text(STRANGERS)).scalars())
        if not lines:
            return 0
        self._refuse([self._refusal(found[line], found[line]["deputy_id"] + UNKNOWN_DEPUTY) for line in lines])
        self.connection.execute(
            text("DELETE FROM staged_question WHERE line = :line"), [{"line": line} for line in lines]
        )
        self.tally.of("question").rejected += len(lines)
        return len(lines)

    def _replay(self) -> None:
        """Load the questions that were refused for want of a deputy who is there by now, whatever the run."""
        batch = {"reason": UNKNOWN_DEPUTY, "batch": BATCH_LINES}
        while rows := self.connection.execute(text(WAITING), batch).all():
            # Those that one run's parsers made.
            waiting = [row for row in rows if row.started_at == rows[0].started_at]
            found = [json.loads(row.raw) for row in waiting]
            parsed_at = str(rows[0].started_at)[:19]
            self._load_questions(found, self._prepare_questions(found), lambda: None, parsed_at)
            self.connection.execute(
                text("UPDATE rejection SET replayed_at = :at WHERE rejection_id = :rejection_id"),
                [{"at": self._started_at(), "rejection_id": row.rejection_id} for row in waiting],
            )

    def _questions_changed(self) -> bool:
        counts = self.tally.of("question")
        return bool(counts.inserted or counts.updated) or self.anew

    def _refuse(self, refusals: list[Refusal]) -> None:
        merge_rejections(self.connection, self.tables, self.tally, refusals)

    def _refusal(self, record: dict[str, Any], reason: str) -> Refusal:
        return Refusal(
            run_id=self.run.run_id,
            source=self.run.source,
            key=_text(record.get("question_id") or record.get("deputy_id") or record.get("key")),
            url=_text(record.get("page_url") or record.get("url")) or self.run.run_id,
            stage="load",
            reason=reason,
            raw=record,
            rejected_at=self._started_at(),
        )

    def _broken_line(self, name: str, byte: int, reason: str, line: str) -> Refusal:
        return Refusal(
            run_id=self.run.run_id,
            source=self.run.source,
            key=None,
            url=f"{self.run.run_id}/{name}#byte={byte}",
            stage="load",
            reason=reason,
            raw={"line": line},
            rejected_at=self._started_at(),
        )

    def _started_at(self) -> str:
        return utc(self.run.started_at).isoformat(sep=" ")


def _prepared(prepare: Prepare, batches: Iterator[Batch]) -> Iterator[tuple[Batch, Shaped]]:
    return ((batch, prepare(batch.records)) for batch in batches)


def _untyped(_: list[dict[str, Any]]) -> Shaped:
    return Shaped(pd.DataFrame(), [])


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
