"""What a load did, counted per table."""

from dataclasses import asdict, dataclass, field

from etl.checks.result import Hold


@dataclass(slots=True)
class Counts:
    """Rows of one table: written for the first time, changed, found as they stand, refused."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0

    def add(self, other: "Counts") -> None:
        self.inserted += other.inserted
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.rejected += other.rejected

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


@dataclass(slots=True)
class Tally:
    """The counts of one load, and how many of its records were older than what stands."""

    tables: dict[str, Counts] = field(default_factory=dict)
    older: int = 0

    def of(self, table: str) -> Counts:
        return self.tables.setdefault(table, Counts())

    def add(self, other: "Tally") -> None:
        self.older += other.older
        for table, counts in other.tables.items():
            self.of(table).add(counts)

    def wrote(self) -> bool:
        """Tell whether any row was inserted or changed."""
        return any(one.inserted or one.updated for one in self.tables.values())


@dataclass(slots=True)
class LoadReport:
    """What one call of ``load`` did: the runs it loaded from, the counts per table, the seconds, the runs it held."""

    run_ids: tuple[str, ...]
    tables: dict[str, Counts]
    older: int
    seconds: float
    held: tuple[Hold, ...] = ()
