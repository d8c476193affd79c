"""Lengths of time as typed and as said."""

import pytest

from cli.durations import read_duration, say_duration
from cli.errors import BadOption


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("5h", 18000), ("1h30", 5400), ("1h30m", 5400), ("30m", 1800), ("30min", 1800), ("90s", 90), ("1h5m10s", 3910)],
)
def test_a_length_of_time_is_read(typed: str, seconds: float) -> None:
    assert read_duration(typed) == seconds


@pytest.mark.parametrize(
    "typed", ["", "5", "90", "h", "5d", "-5h", "1.5h", "0s", "0h0m", "30m1h", "5h h", "٣h", "soon"]
)
def test_anything_else_is_refused_in_one_line(typed: str) -> None:
    with pytest.raises(BadOption, match=r"^--for: .*write 5h, 1h30, 30m or 90s$"):
        read_duration(typed)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0.0 s"), (4.25, "4.2 s"), (59.4, "59 s"), (60, "1 min 00 s"), (200, "3 min 20 s"), (7500, "2 h 05 min")],
)
def test_a_length_of_time_is_said(seconds: float, said: str) -> None:
    assert say_duration(seconds) == said
