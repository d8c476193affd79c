"""What a whole legislature costs at the default delay."""

from bench.result import Result
from scraper.estimate import estimate

# Figures of the Assemblée nationale: questions and deputies ever in office, legislature 13.
LEGISLATURE_13 = {"questions": 132_810, "deputies": 639}


def cost_of_a_legislature() -> Result:
    """Say how many hours the 13th legislature takes; lists are taken to be of equal length."""
    mean = LEGISLATURE_13["questions"] // LEGISLATURE_13["deputies"]
    cost = estimate(
        sites=1,
        deputies=LEGISLATURE_13["deputies"],
        counts=[mean] * LEGISLATURE_13["deputies"],
        numbers=0,
        delay=1.0,
    )
    return Result(f"whole legislature 13 at the default delay: {cost.requests:,} requests", cost.hours, "hours")
