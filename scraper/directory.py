"""Who sits in a legislature, as the roster of its site lists them, and whom an order means."""

from collections.abc import Iterable, Mapping, Sequence

from parliament.people import find, nearest
from scraper.errors import UsageError
from scraper.sites.nosdeputes.roster import RosterEntry


class Directory:
    """The deputies of one legislature, found by slug or by the site's own id."""

    def __init__(self, entries: Iterable[RosterEntry]):
        self.entries: list[RosterEntry] = []
        self._by_slug: dict[str, RosterEntry] = {}
        self._by_site_id: dict[int, RosterEntry] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: RosterEntry) -> None:
        """Take in a deputy; one that is known by that slug is replaced."""
        known = self._by_slug.get(entry.slug.lower())
        if known is None:
            self.entries.append(entry)
        else:
            self.entries[self.entries.index(known)] = entry
        self._by_slug[entry.slug.lower()] = entry
        if entry.site_id is not None:
            self._by_site_id[entry.site_id] = entry

    def author(self, slug: str | None, site_id: int | None) -> RosterEntry | None:
        """Return who has that id, or else that slug: a document's id is surer than a page's slug."""
        if site_id is not None and site_id in self._by_site_id:
            return self._by_site_id[site_id]
        return self._by_slug.get((slug or "").lower())


def choose(asked: Sequence[str], directories: Mapping[int, Directory]) -> dict[int, list[RosterEntry]]:
    """Return the deputies meant, per legislature; all of them when none is asked for.

    Raises UsageError for a deputy nobody is, with the nearest slugs, and for a name that two deputies bear.
    """
    if not asked:
        return {legislature: list(directory.entries) for legislature, directory in directories.items()}
    chosen: dict[int, list[RosterEntry]] = {legislature: [] for legislature in directories}
    for name in asked:
        for legislature, entry in _persons(name, directories):
            if entry not in chosen[legislature]:
                chosen[legislature].append(entry)
    return chosen


def _persons(name: str, directories: Mapping[int, Directory]) -> list[tuple[int, RosterEntry]]:
    """Return one person's entries in every legislature: found once, followed by their official id."""
    found = [
        (legislature, entry)
        for legislature, directory in directories.items()
        for entry in find(name, directory.entries)
    ]
    identities = {entry.official_id or entry.slug for _, entry in found}
    if not found:
        raise UsageError(_nobody(name, directories))
    if len(identities) > 1:
        homonyms = ", ".join(sorted({f"{entry.slug} (PA{entry.official_id})" for _, entry in found}))
        raise UsageError(f"several deputies are called {name!r}: {homonyms}; name one by slug or id")
    return [
        (legislature, entry)
        for legislature, directory in directories.items()
        for entry in directory.entries
        if (entry.official_id or entry.slug) in identities
    ]


def _nobody(name: str, directories: Mapping[int, Directory]) -> str:
    entries = [entry for directory in directories.values() for entry in directory.entries]
    where = "legislature " + ", ".join(map(str, directories))
    if not any(entry.official_id for entry in entries):
        where += ", whose site gives no official ids today: ask by slug or name"
    suggestions = nearest(name, sorted({entry.slug for entry in entries}))
    return f"no deputy {name!r} in {where}" + (f"; did you mean {' or '.join(suggestions)}?" if suggestions else "")
