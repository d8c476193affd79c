"""How a command ends."""

import pytest

from cli.exits import exit_code


@pytest.mark.parametrize("reason", ["finished", "max_requests", "max_seconds", "interrupted"])
def test_a_clean_stop_is_done(reason: str) -> None:
    assert exit_code(reason, rejected=0, failed=0) == 0


@pytest.mark.parametrize(("rejected", "failed"), [(1, 0), (0, 1)])
def test_rejections_and_failed_pages_are_told_by_the_exit_code(rejected: int, failed: int) -> None:
    assert exit_code("finished", rejected, failed) == 2


@pytest.mark.parametrize("reason", ["site_down", "memory", "disk", "error"])
def test_an_early_stop_is_told_by_the_exit_code(reason: str) -> None:
    assert exit_code(reason, rejected=1, failed=0) == 3


def test_a_refusal_is_an_error_of_usage() -> None:
    assert exit_code("refused", rejected=0, failed=0) == 1


def test_an_unheard_of_reason_is_no_success() -> None:
    with pytest.raises(ValueError, match="'tired'"):
        exit_code("tired", rejected=0, failed=0)
