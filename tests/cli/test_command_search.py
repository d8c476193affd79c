"""``questions index`` and ``questions search``: after a load, by hand, for a person and for a program."""

import sqlite3
from pathlib import Path

from tests.cli.command import Questions
from tests.etl.made_up import ANSWERED, deputy, land, question


def test_what_is_loaded_is_indexed_and_found(questions: Questions, tmp_path: Path) -> None:
    asked = question(1, question_text="L'hôpital d'Exempleville.", **ANSWERED)
    land(tmp_path / "data/landing", "run-1", deputy(), asked, question(2, heading="soins palliatifs"))
    loaded = questions("load", "--no-index", "--json")
    assert (loaded.code, loaded.answer["index"]) == (0, {})
    refused = questions("search", "hopital")
    assert (refused.code, refused.err) == (1, "questions: the search index is empty: run 'questions index' first\n")

    indexed = questions("index", "--json")
    assert indexed.code == 0, indexed.err
    assert indexed.answer["parts"]["search"]["counts"] == {"added": 2, "changed": 0}
    assert (indexed.answer["error"], indexed.answer["seconds"] > 0) == (None, True)
    narrowed = ("--deputy", "Aline Exemple 1", "--state", "answered", "--since", "2009")
    found = questions("search", "hopitaux", *narrowed, "--json")
    assert found.code == 0, found.err
    assert (found.answer["total"], found.answer["hits"][0]["snippet"]) == (1, "L'⟦hôpital⟧ d'Exempleville.")
    shown = questions("search", "soins", "palliatif")
    assert (shown.code, "13-2" in shown.out, shown.out.splitlines()[-1]) == (0, True, "1 found.")


def test_a_load_indexes_and_an_index_that_fails_fails_no_load(questions: Questions, tmp_path: Path) -> None:
    land(tmp_path / "data/landing", "run-1", deputy(), question(1))
    loaded = questions("load", "--json")
    assert (loaded.code, loaded.answer["index"]["parts"]["search"]["counts"]["added"]) == (0, 1)
    assert "Search index: 1 questions added in" in loaded.err
    with sqlite3.connect(tmp_path / "data/questions.db") as connection:
        connection.execute("DELETE FROM question_search_data")
    connection.close()
    land(tmp_path / "data/landing", "run-2", question(1, day=1, question_text="Autre."))
    broken = questions("load", "--json")
    assert (broken.code, broken.answer["updated"]) == (0, 1)
    assert broken.answer["index"]["error"]
    assert "Search index: not up to date, 'questions index' makes up for it" in broken.err
    checked = questions("db", "check", "--index")
    assert checked.code == 5
    waits = questions("status", "--json")
    assert waits.answer["not_indexed"] == 1


def test_bad_options_are_told_in_one_line(questions: Questions, tmp_path: Path) -> None:
    land(tmp_path / "data/landing", "run-1", deputy(), question(1))
    assert questions("load").code == 0
    for options, message in (
        (("--since", "hier"), "'hier' is no date"),
        (("--state", "perdue"), "'perdue' is none of"),
        (("--portfolio", "rien"), "no portfolio 'rien'"),
        (("--legislature", 99), "no questions of legislature 99 in the database; it has 13"),
        (("--in", "titre"), "'--in': 'titre' is not one of 'question', 'answer', 'heading'"),
        (("-texte",), "-- goes before words that begin with a hyphen: questions search -- -word"),
    ):
        refused = questions("search", "texte", *options)
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1), refused.err
        assert message in refused.err
    assert questions("search", "--legislature", 13, "--", "-texte", "question").out == "Nothing is found.\n"
    assert "hyphen" not in questions("search", "texte", "--nope").err
