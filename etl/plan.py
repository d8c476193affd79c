"""The plan of a crawl: what an unfinished run of the same scope has read already, and for a night what is known."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, text

from etl.known_lists import known_lists
from etl.runs import FINISHED, scope_text

LAST_RUN = """
    SELECT run_id, continues, started_at, finish_reason FROM crawl_run
    WHERE source = :source AND scope = :scope ORDER BY started_at DESC, run_id DESC LIMIT 1
"""

# A run that was refused read nothing, and nothing is left of it to go on with.
DONE = (FINISHED, "refused")
RUN = "SELECT run_id, continues, started_at, finish_reason FROM crawl_run WHERE run_id = :run_id"

# A page that answered 200 has been read only if something came of it: its line may have been torn by a crash.
VISITED = """
    SELECT v.key FROM visit AS v
    WHERE v.source = :source AND v.checked_at >= :since
      AND (v.settled OR v.key LIKE '%/questions/recent' OR v.key LIKE 'QANR5L%/document'
           OR (v.key LIKE 'QANR5L%' AND (
           v.http_status BETWEEN 300 AND 399 OR v.http_status IN (404, 410)
           OR (v.http_status BETWEEN 200 AND 299
               AND (EXISTS (SELECT 1 FROM question_reading AS r
                            WHERE r.question_id = v.key AND r.source = v.source AND r.last_read_at >= :since)
                    OR EXISTS (SELECT 1 FROM rejection AS j WHERE j.key = v.key AND j.rejected_at >= :since))))))
    ORDER BY v.key
"""


def write_plan(
    engine: Engine,
    source: str,
    scope: dict[str, Any],
    path: Path,
    *,
    known: Collection[int] = (),
) -> str | None:
    """Write what the next crawl of this scope need not read; return the run it goes on from.

    These are keys of visits, told only where the last run of the scope did not finish: a list is told as visited only
    after the last of its questions was. Of the legislatures in ``known``, everything that is known is written too.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with engine.connect() as connection, path.open("w", encoding="utf-8", newline="\n") as file:
        last = connection.execute(text(LAST_RUN), {"source": source, "scope": scope_text(scope)}).first()
        if last is None or last.finish_reason in DONE:
            last = None
        else:
            visited = connection.execute(text(VISITED), {"source": source, "since": _chain_start(connection, last)})
            file.writelines(json.dumps({"key": key}) + "\n" for key in visited.scalars())
        for legislature in known:
            file.writelines(json.dumps(line) + "\n" for line in known_lists(connection, source, legislature))
        return None if last is None else str(last.run_id)


def _chain_start(connection: Connection, last: Row[Any]) -> Any:
    """Return when the first run of an unfinished chain started."""
    run = last
    seen = {run.run_id}
    while run.continues is not None and run.continues not in seen:
        before = connection.execute(text(RUN), {"run_id": run.continues}).first()
        if before is None:
            break
        run = before
        seen.add(run.run_id)
    return run.started_at
