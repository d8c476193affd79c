"""The clock of the made-up sites: it stands still until it is told to move."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# The sites decide by their server's calendar day what is withdrawn.
SITE_TIME = ZoneInfo("Europe/Paris")
# When the day before its small hours are asked for, a crawl of some hours stays within one day.
_STARTS_AT = time(3)


class Clock:
    """A time that only ``move`` changes; ``now`` is in UTC, ``today`` is the day in Paris."""

    def __init__(self, today: date):
        self.now = datetime.combine(today, _STARTS_AT, SITE_TIME).astimezone(UTC)

    @property
    def today(self) -> date:
        return self.now.astimezone(SITE_TIME).date()

    def move(self, hours: float) -> None:
        """Let so many hours pass."""
        self.now += timedelta(hours=hours)

    def next_day(self) -> None:
        """Let a night pass: the same hour of the next day, also when the clocks change."""
        local = self.now.astimezone(SITE_TIME)
        self.now = (local + timedelta(days=1)).astimezone(UTC)
