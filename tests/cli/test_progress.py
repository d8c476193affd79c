"""What a long command shows while it runs."""

import io

from rich.console import Console

from cli.progress import BarDisplay, LineDisplay, Step, display_for, say_step, show_bytes


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def lines_of(*moments: tuple[float, Step]) -> list[str]:
    written: list[str] = []
    clock = Clock()
    with LineDisplay(written.append, "Crawling", clock) as display:
        for seconds, step in moments:
            clock.seconds = seconds
            display.show(step)
    return written


def test_the_first_step_and_the_last_are_written() -> None:
    assert lines_of((0, Step(0, None)), (1, Step(5, 10)), (2, Step(10, 10))) == [
        "Crawling: 0 questions, total not known yet",
        "Crawling: 10 of 10 questions",
    ]


def test_between_them_at_most_one_line_every_ten_seconds() -> None:
    moments = [(float(second), Step(second, 100)) for second in range(36)]
    assert [line.split(":")[1].split(" of")[0] for line in lines_of(*moments)] == [" 0", " 10", " 20", " 30", " 35"]


def test_the_last_step_is_written_once() -> None:
    assert len(lines_of((0, Step(10, 10)))) == 1


def test_nothing_shown_is_nothing_written() -> None:
    assert lines_of() == []


def test_a_step_tells_speed_time_left_and_failures() -> None:
    step = Step(40, 80, pages=100, failed=3)
    assert say_step(step, 20.0) == "40 of 80 questions, 5.0 pages/s, 20 s left, 3 failed"


def test_an_unknown_total_is_said() -> None:
    assert say_step(Step(4, None, pages=8), 4.0) == "4 questions, total not known yet, 2.0 pages/s"


def test_a_terminal_gets_a_bar() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=120)
    with display_for(console, "Crawling") as display:
        display.show(Step(3, None, pages=4))
        display.show(Step(40, 81, pages=100))
    assert isinstance(display, BarDisplay)
    assert "Crawling" in console.file.getvalue()


def test_a_pipe_gets_lines() -> None:
    console = Console(file=io.StringIO(), force_terminal=False)
    with display_for(console, "Loading") as display:
        display.show(Step(3, 7, "records"))
    assert console.file.getvalue() == "Loading: 3 of 7 records\n"


def test_a_load_is_told_in_kilobytes() -> None:
    written: list[str] = []
    with LineDisplay(written.append, "Loading", Clock()) as display:
        show_bytes(display)(4_000, 9_999)
    assert written == ["Loading: 4 of 9 kB"]


def test_next_to_nothing_to_load_is_not_told() -> None:
    written: list[str] = []
    with LineDisplay(written.append, "Loading", Clock()) as display:
        show_bytes(display)(0, 0)
    assert written == []
