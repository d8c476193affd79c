"""The subjects that ministries are named for, and the lasting portfolio of each."""

from collections.abc import Sequence

from parliament.ministries.register import MINISTRIES, read_rows
from parliament.ministries.wording import Words, words_of

TERMS = {words_of(row["term"]): tuple(row["portfolios"].split("|")) for row in read_rows("terms.csv")}
# "Services", "plan" or "développement" say something beside other subjects only.
_VAGUE = {words_of(row["term"]) for row in read_rows("terms.csv") if row["alone"] == "no"}
_COMBINED = {one.portfolios for one in MINISTRIES.values()}
_LONGEST = max(map(len, TERMS))


def portfolios_of(subject: Words) -> tuple[str, ...]:
    """Return the portfolios of a subject in its order, each once; none unless every word belongs to a known term."""
    return tuple(dict.fromkeys(portfolio for term in _terms_of(subject) for portfolio in TERMS[term]))


def certain_portfolios_of(subject: Words) -> tuple[str, ...]:
    """Return the portfolios of a subject that may well be a ministry's; none for what no ministry ever combined.

    "Budget de la défense" and "Service de santé des armées" are made of known subjects and name no ministry.
    """
    terms = _terms_of(subject)
    portfolios = portfolios_of(subject)
    if all(term in _VAGUE for term in terms):
        return ()
    return portfolios if len(portfolios) == 1 or any(_begins(portfolios, one) for one in _COMBINED) else ()


def _terms_of(subject: Words) -> list[Words]:
    found = []
    start = 0
    while start < len(subject):
        ends = range(min(len(subject), start + _LONGEST), start, -1)
        end = next((end for end in ends if subject[start:end] in TERMS), None)
        if end is None:
            return []
        found.append(subject[start:end])
        start = end
    return found


def _begins(some: Sequence[str], portfolios: Sequence[str]) -> bool:
    """Tell whether some portfolios are the first and further ones of a ministry, in its order."""
    rest = iter(portfolios)
    return some[0] == portfolios[0] and all(one in rest for one in some)
