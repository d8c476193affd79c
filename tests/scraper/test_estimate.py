"""What a crawl will cost."""

from scraper.estimate import Estimate, estimate


def test_one_deputy_is_counted_exactly() -> None:
    cost = estimate(sites=1, deputies=1, counts=[81], numbers=0, delay=1.0)
    assert cost == Estimate(deputies=1, questions=81, requests=2 + 2 + 5 + 162, hours=0.05, exact=True)


def test_an_empty_list_still_costs_its_page() -> None:
    assert estimate(sites=1, deputies=1, counts=[0], numbers=0, delay=1.0).requests == 5


def test_many_deputies_are_extrapolated() -> None:
    cost = estimate(sites=1, deputies=100, counts=[20, 40], numbers=0, delay=1.0)
    assert (cost.questions, cost.exact) == (3000, False)


def test_numbers_cost_two_requests_each() -> None:
    assert estimate(sites=1, deputies=0, counts=[], numbers=100, delay=0.5).requests == 202
