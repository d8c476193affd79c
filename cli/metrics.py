"""A text file of figures for Prometheus, as node_exporter's textfile collector reads it."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.errors import BadOption

logger = logging.getLogger(__name__)


def check_name(path: Path | None) -> Path | None:
    """Return the file's path; raise BadOption for a name that the textfile collector passes over."""
    if path is not None and path.suffix != ".prom":
        raise BadOption(f"--metrics: the name {path.name!r} does not end in .prom, and the collector passes it over")
    return path


Metrics = Annotated[
    Path | None,
    typer.Option(
        "--metrics",
        metavar="FILE",
        envvar="QUESTIONS_METRICS",
        callback=check_name,
        help="Write the run's figures here for Prometheus, e.g. /var/lib/node_exporter/questions.prom.",
        show_default=False,
    ),
]

OF_RUN = {
    "requests": "Requests that the last run sent.",
    "pages": "Pages that the last run read.",
    "inserted": "Questions that the last run inserted.",
    "updated": "Questions that the last run changed.",
    "rejected": "Pages and records that the last run refused.",
    "failed": "Pages that the last run could not fetch.",
    "seconds": "Seconds that the last run took.",
}


@dataclass(frozen=True, slots=True)
class Gauge:
    """One figure with its labels; a value of None is left out."""

    name: str
    help: str
    value: float | None
    labels: tuple[tuple[str, str], ...] = ()


def of_run(ended_at: datetime, *, success: bool, summary: Mapping[str, Any] | None) -> Iterator[Gauge]:
    """Yield the figures of the run that has just ended; without a summary, it ended by an error."""
    yield Gauge("last_run_timestamp_seconds", "When the last run ended, in Unix time.", ended_at.timestamp())
    yield Gauge("last_run_success", "1 if the last run ended as it should, else 0.", int(success))
    for name, help_text in OF_RUN.items():
        yield Gauge(f"last_run_{name}", help_text, summary[name] if summary is not None else None)


def of_database(status: Mapping[str, Any], health: Mapping[str, Any]) -> Iterator[Gauge]:
    """Yield what the database holds, how fresh it is and what waits for a person."""
    good = health["last_good_run"]
    good_at = good and _unix_time(good["finished_at"])
    yield Gauge("last_good_run_timestamp_seconds", "When the last good run ended, in Unix time.", good_at)
    yield Gauge("held_runs", "Runs that a failed check keeps out.", len({one["run_id"] for one in health["held_runs"]}))
    yield Gauge("failing_checks", "Checks that failed when they last judged.", len(health["failing_checks"]))
    yield Gauge("pending_labels", "Ministry labels that wait for a person.", status["pending_labels"]["count"])
    yield Gauge("open_rejections", "Rejections that nothing has closed.", status["rejections"]["open"])
    for row in status["legislatures"]:
        of = (("legislature", str(row["legislature"])),)
        yield Gauge("known", "Questions in the database.", row["questions"], of)
        yield Gauge("open", "Questions without answer or withdrawal.", row["pending"] + row["announced"], of)
        read_at = _unix_time(row["last_read_at"])
        yield Gauge("last_read_timestamp_seconds", "When a page was last read, in Unix time.", read_at, of)


def exposition(gauges: Iterator[Gauge]) -> str:
    """Return figures in Prometheus' text format, those of one name together."""
    names: dict[str, list[Gauge]] = {}
    for gauge in gauges:
        if gauge.value is not None:
            names.setdefault(gauge.name, []).append(gauge)
    lines = []
    for name, found in names.items():
        lines += [f"# HELP questions_{name} {found[0].help}", f"# TYPE questions_{name} gauge"]
        lines += [f"questions_{name}{_labels(one.labels)} {one.value}" for one in found]
    return "".join(f"{line}\n" for line in lines)


def write(path: Path, text: str) -> None:
    """Put the file in the place of the last one at once; where that fails, warn."""
    partial = path.with_name(f"{path.name}.part")
    try:
        partial.write_text(text, encoding="utf-8")
        # Whatever the umask: node_exporter runs as somebody else.
        partial.chmod(0o644)
        partial.replace(path)
    except OSError as error:
        logger.warning("Could not write the metrics to %s: %s", path, error.strerror)


def _labels(labels: tuple[tuple[str, str], ...]) -> str:
    quoted = (f'{name}="{value}"' for name, value in labels)
    return f"{{{','.join(quoted)}}}" if labels else ""


def _unix_time(moment: str | None) -> float | None:
    return None if moment is None else datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()
