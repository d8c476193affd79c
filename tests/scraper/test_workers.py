"""Portions worked on in a pool and beside it."""

import os
import sys
import time

import pytest

from scraper.workers import in_order, workers


def squared_there(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def squared_here(number: int) -> tuple[int, int]:
    time.sleep(0.02)
    return number * number, os.getpid()


def broken(number: int) -> tuple[int, int]:
    raise ValueError(f"no square of {number}")


def test_results_come_in_order_from_the_pool_and_from_here() -> None:
    with workers(1) as pool:
        results = list(in_order(pool, squared_there, squared_here, range(300), 2))
    assert [square for square, _ in results] == [number * number for number in range(300)]
    made_by = [process for _, process in results]
    assert made_by[0] == os.getpid()
    assert len(set(made_by)) == 2


def test_a_pool_leaves_the_turns_of_threads_as_they_were() -> None:
    usual = sys.getswitchinterval()
    with pytest.raises(KeyError), workers(1):
        assert sys.getswitchinterval() < usual
        raise KeyError
    assert sys.getswitchinterval() == usual


@pytest.mark.parametrize(("there", "here"), [(broken, squared_here), (squared_there, broken)])
def test_what_fails_anywhere_is_raised(there: object, here: object) -> None:
    with workers(1) as pool, pytest.raises(ValueError, match="no square"):
        list(in_order(pool, there, here, range(300), 2))  # type: ignore[arg-type]
