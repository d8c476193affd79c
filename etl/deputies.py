"""Merging deputies: what each source says of them in a legislature, then the deputy, names, mandates and group."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Table, column, select, table, text

from etl.counts import Tally
from etl.dialects import dialect_of
from etl.merge import Tables, candidate, count, delete_absent, merge, run
from etl.shapes import Rule, Shape, Shaped, legislature_rule, shape
from etl.staging import Staging, empty, fill, typed
from parliament.groups import resolve
from parliament.records import DETAILS

DEPUTY = Shape(
    text=(
        "source", "deputy_id", "detail", "content_hash", "slug", "name", "first_name", "last_name", "sex", "birthplace",
        "department", "constituency", "profession", "seat", "party", "group_label", "group_name", "official_url",
        "page_url",
    ),
    whole=("legislature", "site_id", "constituency_number"),
    dates=("born_on", "group_since"),
    times=("fetched_at",),
    booleans=("former",),
    lists=("mandates", "groups"),
    required=(
        "source", "deputy_id", "detail", "content_hash", "slug", "name", "page_url", "legislature", "fetched_at",
        "former",
    ),
    allowed=(
        ("detail", frozenset(DETAILS)),
        ("sex", frozenset({"F", "M"})),
    ),
)  # fmt: skip

RULES: tuple[Rule, ...] = (
    ("deputy_id is not PA and a number", lambda f: ~f["deputy_id"].str.fullmatch(r"PA\d+")),
    ("first_name or last_name is missing", lambda f: f[["first_name", "last_name"]].isna().any(axis=1)),
    ("a mandate has no first day, or ends before it starts", lambda f: ~f["mandates"].map(_are_mandates)),
    ("a stay in a group has no group or first day, or ends before it starts", lambda f: ~f["groups"].map(_are_stays)),
)

STAGED = Staging(
    "staged_deputy",
    (
        ("line", "INTEGER PRIMARY KEY"),
        *typed(DEPUTY.text, "TEXT"),
        *typed(DEPUTY.whole, "INTEGER"),
        *typed(DEPUTY.dates, "DATE"),
        ("fetched_at", "TIMESTAMP"),
        ("parsed_at", "TIMESTAMP"),
        ("former", "BOOLEAN"),
        ("mandates", "TEXT"),
        ("groups", "TEXT"),
    ),
)
TOUCHED = Staging("touched_deputy", (("deputy_id", "TEXT PRIMARY KEY"),))

SAID = (
    "source", "legislature", "deputy_id", "detail", "site_id", "slug", "name", "first_name", "last_name", "sex",
    "born_on", "birthplace", "department", "constituency", "constituency_number", "profession", "seat", "party",
    "group_label", "group_name", "group_since", "former", "mandates", "groups", "official_url", "page_url",
    "fetched_at", "parsed_at", "content_hash", "first_seen_at",
)  # fmt: skip
DERIVED = (
    "deputy_id", "legislature", "name", "first_name", "last_name", "slug", "sex", "born_on", "birthplace", "profession",
    "party", "official_url", "first_seen_at",
)  # fmt: skip
NAME = ("deputy_id", "legislature", "slug", "name", "first_name", "last_name")
MANDATE = (
    "deputy_id", "legislature", "starts_on", "ends_on", "end_reason", "department", "constituency",
    "constituency_number",
)  # fmt: skip

OLDER = """
    SELECT count(*) FROM staged_deputy AS s
    JOIN deputy_source AS d ON d.source = s.source AND d.legislature = s.legislature AND d.deputy_id = s.deputy_id
                           AND d.detail = s.detail
    WHERE d.fetched_at > s.fetched_at
"""

# Readings of something else than what stands, or from before it was first seen.
NEWS = """
    SELECT count(*) FROM staged_deputy AS s
    LEFT JOIN deputy_source AS d ON d.source = s.source AND d.legislature = s.legislature AND d.deputy_id = s.deputy_id
                                AND d.detail = s.detail
    WHERE d.deputy_id IS NULL OR d.content_hash <> s.content_hash OR s.fetched_at < d.first_seen_at
"""

NEWEST = """
    SELECT s.source, s.legislature, s.deputy_id, s.detail, s.site_id, s.slug, s.name, s.first_name, s.last_name, s.sex,
           s.born_on, s.birthplace, s.department, s.constituency, s.constituency_number, s.profession, s.seat, s.party,
           s.group_label, s.group_name, s.group_since, s.former, s.mandates, s.groups,
           s.official_url, s.page_url, s.fetched_at, s.parsed_at, s.content_hash,
           CASE WHEN d.first_seen_at < s.first_seen_at THEN d.first_seen_at ELSE s.first_seen_at END
    FROM (SELECT o.*,
                 min(o.fetched_at) OVER (PARTITION BY o.source, o.legislature, o.deputy_id, o.detail) AS first_seen_at,
                 row_number() OVER (PARTITION BY o.source, o.legislature, o.deputy_id, o.detail
                                    ORDER BY o.fetched_at DESC, o.parsed_at DESC, o.content_hash DESC,
                                             o.page_url DESC) AS place
          FROM staged_deputy AS o) AS s
    LEFT JOIN deputy_source AS d ON d.source = s.source AND d.legislature = s.legislature AND d.deputy_id = s.deputy_id
                                AND d.detail = s.detail
    WHERE s.place = 1
      AND (d.deputy_id IS NULL
           OR (s.fetched_at, s.parsed_at, s.content_hash, s.page_url)
              >= (d.fetched_at, d.parsed_at, d.content_hash, d.page_url))
"""

SEEN_EARLIER = """
    UPDATE deputy_source
    SET first_seen_at = earlier.fetched_at
    FROM (SELECT source, legislature, deputy_id, detail, min(fetched_at) AS fetched_at
          FROM staged_deputy GROUP BY source, legislature, deputy_id, detail) AS earlier
    WHERE deputy_source.source = earlier.source AND deputy_source.legislature = earlier.legislature
      AND deputy_source.deputy_id = earlier.deputy_id AND deputy_source.detail = earlier.detail
      AND earlier.fetched_at < deputy_source.first_seen_at
"""

# Of the highest legislature in which they sat; what its pages leave empty, of the highest one that has their own data.
TOLD = """
    (SELECT d.{name} FROM deputy_source AS d
     WHERE d.deputy_id = t.deputy_id AND d.{name} IS NOT NULL
       AND d.legislature >= COALESCE((SELECT max(o.legislature) FROM deputy_source AS o
                                      WHERE o.deputy_id = t.deputy_id AND o.detail = 'document'), 0)
     ORDER BY d.legislature DESC, CASE WHEN d.detail = 'page' THEN 1 ELSE 0 END, d.source LIMIT 1)
"""
SEEN = "(SELECT min(d.first_seen_at) FROM deputy_source AS d WHERE d.deputy_id = t.deputy_id)"
DEPUTIES = f"""
    SELECT t.deputy_id, {", ".join(TOLD.format(name=name) for name in DERIVED[1:-1])}, {SEEN}
    FROM touched_deputy AS t
"""  # noqa: S608

# Every name that any reading has shown: a slug that was renamed stays known.
NAMES = """
    SELECT deputy_id, legislature, slug, name, max(first_name), max(last_name)
    FROM (SELECT deputy_id, legislature, slug, name, first_name, last_name FROM staged_deputy
          UNION ALL
          SELECT d.deputy_id, d.legislature, d.slug, d.name, d.first_name, d.last_name
          FROM touched_deputy AS t JOIN deputy_source AS d ON d.deputy_id = t.deputy_id
          UNION ALL
          SELECT n.deputy_id, n.legislature, n.slug, n.name, n.first_name, n.last_name
          FROM touched_deputy AS t JOIN deputy_name AS n ON n.deputy_id = t.deputy_id) AS read
    GROUP BY deputy_id, legislature, slug, name
"""

# The Assembly's own register first. The roster lists mandates too, and may be newer than the deputy's own data: after a
# resignation, say.
NEWEST_MANDATES = """
    WITH said_of_mandates AS (
        SELECT * FROM (
            SELECT d.*, row_number() OVER (PARTITION BY d.deputy_id, d.legislature
                                           ORDER BY CASE WHEN d.source = 'assemblee' THEN 0 ELSE 1 END,
                                                    d.fetched_at DESC, d.detail, d.source) AS place
            FROM touched_deputy AS t JOIN deputy_source AS d ON d.deputy_id = t.deputy_id
            WHERE d.mandates <> '[]') AS ranked
        WHERE place = 1
    )
"""
MANDATES = """
    SELECT m.deputy_id, m.legislature, m.starts_on, max(m.ends_on), max(m.end_reason), max(s.department),
           max(s.constituency), max(s.constituency_number)
    FROM ({mandates}) AS m
    JOIN said_of_mandates AS s ON s.deputy_id = m.deputy_id AND s.legislature = m.legislature
    GROUP BY m.deputy_id, m.legislature, m.starts_on
"""

# Where a source shows the present group alone, every one that any reading has shown.
SHOWN = """
    SELECT deputy_id, legislature, group_label, group_since FROM staged_deputy
    WHERE group_label IS NOT NULL AND groups = '[]'
    UNION
    SELECT d.deputy_id, d.legislature, d.group_label, d.group_since
    FROM touched_deputy AS t JOIN deputy_source AS d ON d.deputy_id = t.deputy_id
    WHERE d.group_label IS NOT NULL AND d.groups = '[]'
"""
# Where the Assembly's register dates the stays, these are they.
STAYS = """
    SELECT o.deputy_id, o.legislature, o.group_id, min(o.starts_on) AS starts_on,
           CASE WHEN count(*) = count(o.ends_on) THEN max(o.ends_on) END AS ends_on
    FROM ({groups}) AS o JOIN political_group AS g ON g.group_id = o.group_id
    GROUP BY o.deputy_id, o.legislature, o.group_id
"""
MEMBERSHIP = ("deputy_id", "legislature", "group_id", "starts_on", "ends_on", "shown", "shown_since")
GROUPS = f"""
    SELECT h.deputy_id, h.legislature, h.group_id, COALESCE(max(o.starts_on), max(h.shown_since)), max(o.ends_on),
           max(h.shown), max(h.shown_since)
    FROM (SELECT s.deputy_id, s.legislature, g.group_id, 1 AS shown, s.group_since AS shown_since
          FROM ({SHOWN}) AS s
          JOIN group_since AS g ON g.legislature = s.legislature AND g.group_label = s.group_label
                               AND g.since = COALESCE(CAST(s.group_since AS TEXT), '')
          WHERE g.group_id IS NOT NULL
          UNION ALL
          SELECT m.deputy_id, m.legislature, m.group_id, 1, m.shown_since
          FROM touched_deputy AS t JOIN group_membership AS m ON m.deputy_id = t.deputy_id
          WHERE m.shown = 1
          UNION ALL
          SELECT o.deputy_id, o.legislature, o.group_id, 0, CAST(NULL AS DATE) FROM ({STAYS}) AS o) AS h
    LEFT JOIN ({STAYS}) AS o
      ON o.deputy_id = h.deputy_id AND o.legislature = h.legislature AND o.group_id = h.group_id
    GROUP BY h.deputy_id, h.legislature, h.group_id
"""  # noqa: S608
# Those who may sit in a group that was registered after them.
SEATED = "INSERT INTO touched_deputy (deputy_id) SELECT DISTINCT deputy_id FROM deputy_source WHERE groups <> '[]'"
GROUP_SINCE = Staging(
    "group_since",
    (("legislature", "INTEGER"), ("group_label", "TEXT"), ("since", "TEXT"), ("group_id", "TEXT")),
    ("PRIMARY KEY (legislature, group_label, since)",),
)


def prepare(found: list[dict[str, Any]], legislatures: Collection[int]) -> Shaped:
    """Type landed deputies and bring them into the form in which they are staged: lists as JSON."""
    whole = [record if "groups" in record else {"groups": [], **record} for record in found]
    shaped = shape(whole, DEPUTY, (legislature_rule(legislatures), *RULES))
    lists = {name: shaped.frame[name].map(lambda said: json.dumps(said, ensure_ascii=False)) for name in DEPUTY.lists}
    return Shaped(shaped.frame.assign(**lists), shaped.refused)


STAGING = (STAGED, TOUCHED, GROUP_SINCE)


def merge_deputies(connection: Connection, tables: Tables, tally: Tally, *, anew: bool) -> None:
    """Merge the staged deputies into the database; ``anew`` derives also what no reading changed."""
    tally.older += count(connection, OLDER)
    news = count(connection, NEWS)
    empty(connection, TOUCHED)
    run(connection, "INSERT INTO touched_deputy (deputy_id) SELECT DISTINCT deputy_id FROM staged_deputy")
    quiet = ("page_url", "fetched_at", "parsed_at", "first_seen_at")
    counts = merge(connection, tables["deputy_source"], candidate(connection, NEWEST, SAID), quiet=quiet)
    counts.unchanged = count(connection, "SELECT count(*) FROM staged_deputy") - counts.inserted - counts.updated
    tally.of("deputy_source").add(counts)
    if anew or news or counts.inserted or counts.updated:
        run(connection, SEEN_EARLIER)
        found = candidate(connection, DEPUTIES, DERIVED)
        tally.of("deputy").add(merge(connection, tables["deputy"], found, quiet=("first_seen_at",)))
        tally.of("deputy_name").add(merge(connection, tables["deputy_name"], candidate(connection, NAMES, NAME)))
        _merge_memberships(connection, tables["group_membership"], tally)
    else:
        tally.of("deputy").unchanged += count(connection, "SELECT count(*) FROM touched_deputy")
    # Which reading tells them depends on when each was read.
    mandates = NEWEST_MANDATES + MANDATES.format(mandates=dialect_of(connection).mandates)
    _replace(connection, tables["mandate"], tally, mandates, MANDATE)


def merge_memberships(connection: Connection, tables: Tables, tally: Tally) -> None:
    """Merge the stays of all deputies anew, once there are groups that were not registered when they were read."""
    empty(connection, TOUCHED)
    run(connection, SEATED)
    _merge_memberships(connection, tables["group_membership"], tally)


def _merge_memberships(connection: Connection, membership: Table, tally: Tally) -> None:
    _find_groups(connection)
    _replace(connection, membership, tally, GROUPS.format(groups=dialect_of(connection).groups), MEMBERSHIP)


def _replace(connection: Connection, target: Table, tally: Tally, sql: str, columns: tuple[str, ...]) -> None:
    """Merge what a query finds of the touched deputies, and delete what it does not find of them."""
    found = candidate(connection, sql, columns)
    counts = merge(connection, target, found)
    touched = table("touched_deputy", column("deputy_id"))
    counts.updated += delete_absent(connection, target, found, target.c.deputy_id.in_(select(touched.c.deputy_id)))
    tally.of(target.name).add(counts)


def _find_groups(connection: Connection) -> None:
    """Fill ``group_since`` with the groups of the labels shown, each from its first day on."""
    shown = connection.execute(text(f"SELECT DISTINCT legislature, group_label, group_since FROM ({SHOWN}) AS s"))  # noqa: S608
    rows = []
    for legislature, label, since in shown:
        day = date.fromisoformat(str(since)) if since is not None else None
        rows.append((legislature, label, str(since or ""), resolve(legislature, label, day)))
    fill(connection, GROUP_SINCE, pd.DataFrame(rows, columns=GROUP_SINCE.names, dtype=object))


def _are_mandates(found: list[Any]) -> bool:
    return all(isinstance(one, dict) and _is_mandate(one) for one in found)


def _is_mandate(one: dict[str, Any]) -> bool:
    starts_on, ends_on, reason = one.get("starts_on"), one.get("ends_on"), one.get("end_reason")
    if not _is_day(starts_on) or not isinstance(reason, (str, type(None))):
        return False
    return ends_on is None or (_is_day(ends_on) and str(ends_on) >= str(starts_on))


def _are_stays(found: list[Any]) -> bool:
    return all(
        isinstance(one, dict) and isinstance(one.get("group_id"), str) and _is_mandate({**one, "end_reason": None})
        for one in found
    )


def _is_day(value: object) -> bool:
    if not isinstance(value, str) or len(value) != 10:
        return False
    return bool(pd.notna(pd.to_datetime(value, format="%Y-%m-%d", errors="coerce")))
