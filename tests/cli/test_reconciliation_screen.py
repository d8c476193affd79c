"""What a person sees of sources held against each other: short, and a command that can be typed."""

import io
import shlex
from typing import Any

import pytest
from rich.console import Console

from cli.reconciliation_screen import command, screen, source_to_ask
from scraper.order import read_numbers

NOTHING: dict[str, Any] = {"differences": [], "missing_numbers": [], "figures": []}
GAP = {"legislature": 17, "source": "assemblee", "numbers": 5, "ranges": [[4, 7], [12, 12]]}


def printed(**found: Any) -> str:
    console = Console(width=80, file=io.StringIO())
    console.print(screen(NOTHING | found))
    return console.file.getvalue()


def test_nothing_to_say_is_not_said() -> None:
    assert printed().strip() == ""


@pytest.mark.parametrize(
    ("legislature", "source", "expected"),
    [
        (17, "assemblee", "questions crawl --legislature 17 --number 4-7 --number 12"),
        (14, "assemblee", "questions crawl --source assemblee --legislature 14 --number 4-7 --number 12"),
        (13, "nosdeputes", "questions crawl --legislature 13 --number 4-7 --number 12"),
    ],
)
def test_missing_numbers_come_with_the_command_that_asks_for_them(legislature: int, source: str, expected: str) -> None:
    assert source_to_ask(legislature) == source
    gap = GAP | {"legislature": legislature, "source": source}
    assert command(gap) == expected
    assert f"Numbers without a question in legislature {legislature}: 5" in printed(missing_numbers=[gap])
    words = shlex.split(expected)
    numbers = [read_numbers(words[place + 1]) for place, word in enumerate(words) if word == "--number"]
    assert sum(map(len, numbers)) == gap["numbers"]


def test_differences_are_a_row_per_field_and_a_column_per_legislature() -> None:
    rows = [
        {"legislature": 14, "field": "rubric", "questions": 1_200},
        {"legislature": 15, "field": "author", "questions": 3},
    ]
    lines = [line.split() for line in printed(differences=rows).splitlines() if line.strip()]
    assert lines[1] == ["field", "14", "15"]
    assert lines[3:] == [["author", "0", "3"], ["rubric", "1,200", "0"]]


def test_a_figure_is_told_where_it_differs_with_a_few_of_its_months() -> None:
    def row(month: str | None, here: int, published: int) -> dict[str, Any]:
        said = {"legislature": 14, "source": "assemblee", "what": "questions", "reference": "…"}
        return said | {"month": month, "here": here, "published": published}

    figures = [row(None, 104_140, 104_143), *(row(f"2013-0{month}", 1, 2) for month in range(1, 9))]
    told = printed(figures=figures)
    assert "Legislature 14, assemblee: 104,140 questions, 104,143 published" in told
    assert "2013-01: 1 of 2" in told
    assert "2013-08" not in told
    assert printed(figures=[row(None, 5, 5)]).strip() == ""
