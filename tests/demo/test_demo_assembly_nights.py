"""Nights of the Assembly's data: what goes on, what stands still, and that it is always the same."""

from collections import Counter
from datetime import date

import pytest

from demo.assembly.archives import Archives
from demo.assembly.truth import Told
from demo.assembly.turn import KINDS
from demo.changes import Change
from demo.corpus import Corpus, build
from demo.errors import UnknownKind
from demo.nights import Nights
from tests.demo.assembly_reading import actors_path, questions_path, read, trees

TODAY = date(2026, 1, 1)
PATHS = {**{n: questions_path(n) for n in (14, 15, 16, 17)}, "amo": actors_path(17)}


def started(today: date = TODAY, questions: int = 300) -> tuple[Corpus, Nights, Archives]:
    corpus = build(questions, assembly=True)
    nights = Nights(corpus, today)
    return corpus, nights, Archives(corpus.assembly, nights.clock)


def told(corpus: Corpus, nights: Nights) -> dict[str, Told]:
    return {one.question_id: one for one in corpus.assembly.expected(17, nights.today)}


def of_17(changes: list[Change]) -> list[Change]:
    return [change for change in changes if change.legislature == 17]


def test_the_same_nights_bring_the_same_bytes() -> None:
    seen = []
    for steps in ([20], [1] * 20):
        _, nights, archives = started()
        for step in steps:
            nights.pass_nights(step)
        seen.append({name: archives.at(path).data for name, path in PATHS.items()})
    assert seen[0] == seen[1]


def test_17_goes_on_16_seldom_and_the_others_never() -> None:
    _, nights, archives = started(questions=60)
    tags = {name: {archives.at(path).etag} for name, path in PATHS.items()}
    for night in range(1, 61):
        nights.pass_nights(1)
        for name, path in PATHS.items():
            # The register is large: it is looked at now and then.
            if name != "amo" or night % 20 == 0:
                tags[name].add(archives.at(path).etag)
    counts = {name: len(found) for name, found in tags.items()}
    assert (counts[14], counts[15]) == (1, 1)
    assert 2 <= counts[16] <= 15
    assert counts[17] > 50
    assert counts["amo"] > 1


def test_a_quiet_night_leaves_the_content_and_writes_it_anew() -> None:
    _, nights, archives = started()
    before = archives.at(PATHS[17])
    nights.pass_nights(1, kinds={})
    after = archives.at(PATHS[17])
    assert (before.etag, before.data) == (after.etag, after.data)
    assert (after.modified - before.modified).days == 1


def test_a_change_in_the_course_of_a_day_has_a_time_of_its_own() -> None:
    _, nights, archives = started()
    before = archives.at(PATHS[17])
    nights.during(kinds=["answered"], legislatures=[17])
    after = archives.at(PATHS[17])
    assert before.etag != after.etag
    assert before.modified < after.modified <= nights.clock.now


def test_the_truth_is_what_the_archive_says_after_many_nights() -> None:
    corpus, nights, archives = started()
    nights.pass_nights(40)
    for legislature in (16, 17):
        found = {tree["uid"]: read(tree) for tree in trees(archives.at(PATHS[legislature]).data)}
        expected = corpus.assembly.expected(legislature, nights.today)
        assert found.keys() == {one.question_id for one in expected}
        for one in expected:
            assert {name: getattr(one, name) for name in found[one.question_id]} == found[one.question_id]


def test_each_kind_of_change_shows() -> None:
    corpus, nights, _ = started(questions=2000)
    for kind in KINDS:
        before = told(corpus, nights)
        changes = nights.pass_nights(1, kinds=[kind], legislatures=[17])
        after = told(corpus, nights)
        assert [change.kind for change in changes] == [kind]
        (change,) = changes
        assert change.legislature == 17
        changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        if kind in ("group", "resigned", "cabinet"):
            assert change.question_id is None
            if kind == "cabinet":
                assert changed
                assert {after[key].answering_ministry_id for key in changed} == {"PO879406"}
            continue
        assert changed == {change.question_id}
        was, now = before.get(change.question_id), after.get(change.question_id)
        new = Counter(event.kind for event in now.events if not was or event not in was.events) if now else Counter()
        match kind:
            case "asked":
                assert (was, now.state, now.asked_on.weekday()) == (None, "pending", 1)
            case "vanished":
                assert now is None
            case "answered":
                assert (now.state, now.answered_on, now.closure_code) == ("answered", nights.today, "REP_PUB")
            case "withdrawn":
                assert (now.state, (nights.today - now.closed_on).days) == ("withdrawn", 1)
            case "corrected":
                assert (was.answer_text != now.answer_text, was.events) == (True, now.events)
            case "renewed" | "flagged":
                assert new == {kind: 1}
                assert now.flagged or kind == "renewed"
            case "erratum":
                assert new == {"corrected": 1}
            case "reattributed":
                assert new == {"attributed": 1}
                assert now.answering_ministry_id != was.answering_ministry_id


def test_what_was_pending_ends_with_its_authors_mandate() -> None:
    corpus, nights, _ = started()
    ended: list[str] = []
    while not ended:
        before = told(corpus, nights)
        nights.pass_nights(1, kinds={"asked": 2, "resigned": 1}, legislatures=[17])
        after = told(corpus, nights)
        ended = [key for key, one in after.items() if key in before and before[key] != one]
    assert {(after[key].withdrawal_reason, after[key].closed_on) for key in ended} == {("Fin de mandat", nights.today)}


def test_a_change_of_cabinet_passes_questions_on_by_itself() -> None:
    corpus, nights, _ = started(date(2025, 10, 12))
    before = told(corpus, nights)
    nights.pass_nights(1, kinds={})
    after = told(corpus, nights)
    passed = [key for key in after if len(after[key].events) > len(before[key].events)]
    assert passed
    for key in passed:
        last = [event for event in after[key].events if event.kind == "attributed"][-1]
        assert (last.happened_on, last.jo_type) == (date(2025, 10, 13), "JO_LOI_DECRET")


@pytest.mark.parametrize(("start", "kinds"), [(date(2025, 10, 5), {}), (TODAY, None)])
def test_what_was_told_of_ministries_is_never_told_otherwise(start: date, kinds: dict[str, int] | None) -> None:
    corpus, nights, _ = started(start)
    for _ in range(25):
        before = told(corpus, nights)
        nights.pass_nights(1, kinds=kinds)
        for key, now in told(corpus, nights).items():
            was = [event for event in before[key].events if event.kind == "attributed"] if key in before else []
            assert [event for event in now.events if event.kind == "attributed"][: len(was)] == was


def test_the_sites_go_through_the_same_nights_as_without_the_assembly() -> None:
    alone, both = Nights(build(300), TODAY), Nights(build(300, assembly=True), TODAY)
    changes = both.pass_nights(12)
    assert [change for change in changes if change not in of_17(changes)] != []
    told_alone = [change.told() for change in alone.pass_nights(12)]
    site = [c.told() for c in changes if c.legislature != 17 and not (c.legislature == 16 and c.kind == "erratum")]
    assert site == told_alone
    assert [alone.corpus.expected(n) for n in (13, 14, 15, 16)] == [both.corpus.expected(n) for n in (13, 14, 15, 16)]


def test_a_corpus_without_the_assembly_has_no_night_of_it() -> None:
    nights = Nights(build(20), TODAY)
    with pytest.raises(UnknownKind, match="no legislature 17"):
        nights.pass_nights(1, legislatures=[17])
    with pytest.raises(UnknownKind, match="no kind of change renewed"):
        nights.pass_nights(1, kinds=["renewed"])
