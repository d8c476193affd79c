"""Writing a report: read at one moment of the database, there whole or not at all."""

from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Engine

from analysis.errors import ExportFailed, ExtraMissing, TargetRefused
from etl.dialects import dialect_of

NEEDED = ("altair", "vl_convert")


def report(
    engine: Engine, path: Path, language: str, *, deputy: str | None = None, legislature: int | None = None
) -> int:
    """Write the report on all questions, or on one deputy, to a file in a language; return its size in bytes.

    Raises NoSuchThing for what the database does not have, ExtraMissing without the packages that draw charts,
    TargetRefused for what is no file or stands where nobody can write, and ExportFailed when writing breaks off; a page
    that was there stays as it was.
    """
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise ExtraMissing(f"a report needs {' and '.join(missing)}: pip install 'questions-ecrites[report]'")
    # After the look for them: both draw charts.
    from analysis.report.deputy import deputy_page
    from analysis.report.page import render
    from analysis.report.whole import whole_page
    from analysis.report.wording import words_in

    words = words_in(language)
    path = _target(path)
    with engine.connect() as opened, dialect_of(engine).reading(opened) as connection:
        page = (
            deputy_page(connection, words, deputy) if deputy is not None else whole_page(connection, words, legislature)
        )
    body = render(page, words).encode()
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.touch()
    except OSError as error:
        raise TargetRefused(f"cannot write to {path}: {error.strerror}") from error
    try:
        part.write_bytes(body)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise ExportFailed(f"cannot write {path}: {error.strerror}") from error
    return len(body)


def _target(path: Path) -> Path:
    """Return where to write: a link stays one, and what it leads to is written."""
    try:
        if path.name == "" or (path.exists() and not path.is_file()):
            raise TargetRefused(f"{path} is no file: give --out the page to write, e.g. report.html")
        return path.resolve()
    except OSError as error:
        raise TargetRefused(f"cannot write to {path}: {error.strerror}") from error
