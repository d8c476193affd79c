"""The folder of an export: it is there whole, or as it was before."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import ExportFailed, TargetRefused

DESCRIPTION = "datapackage.json"
# Tells a folder that a killed export left from one that only has such a name.
BEGUN = ".export-begun"


@contextmanager
def replacing(target: Path, *, force: bool) -> Iterator[Path]:
    """Give a folder ``NAME.part`` to write in; it takes the target's name when all went well, else it goes.

    Raises TargetRefused for a target that is there, unless it is empty or, with ``force``, holds an export and nothing
    else; and for a place where nobody can write. Raises ExportFailed when writing breaks off.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - resolve() would follow a link to somewhere else
    if not target.name:
        raise TargetRefused(f"{target} cannot be replaced: give --to another folder")
    part, former = (target.with_name(f"{target.name}{suffix}") for suffix in (".part", ".former"))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _mend(target, former)
        _check(target, force=force)
        lock = _begin(part)
    except OSError as error:
        raise TargetRefused(f"cannot write to {target}: {error.strerror}") from error
    try:
        yield part
        (part / BEGUN).unlink()
        _swap(part, target, former)
    except BaseException as error:
        shutil.rmtree(part, ignore_errors=True)
        if isinstance(error, OSError):
            raise ExportFailed(f"cannot write to {target}: {error.strerror or error}") from error
        raise
    finally:
        os.close(lock)


def _check(target: Path, *, force: bool) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise TargetRefused(f"{target} is no folder: give --to another name")
    if target == Path.cwd():
        raise TargetRefused(f"{target} is the folder you are in: give --to one within it")
    if foreign := sorted(_files(target) - _written(target)):
        raise TargetRefused(f"{target} holds what no export wrote ({foreign[0]}): give --to another folder")
    if _files(target) and not force:
        raise TargetRefused(f"{target} holds an export already: --force replaces it")


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}


def _written(folder: Path) -> set[str]:
    """Return the files that an export wrote in a folder, by its description; none where that is not ours."""
    try:
        described = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        return {DESCRIPTION, *(file["path"] for resource in described["resources"] for file in resource["files"])}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _begin(part: Path) -> int:
    """Make the folder to write in, empty, and lock it; what a killed export left there goes."""
    part.mkdir(exist_ok=True)
    lock = os.open(part, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        left = _files(part)
        if left and BEGUN not in left:
            raise TargetRefused(f"{part} holds what no export wrote: move it away, or give --to another folder")
        for path in part.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        (part / BEGUN).touch()
    except BlockingIOError:
        os.close(lock)
        raise TargetRefused(f"another export is writing to {part}: wait for it, or give --to another folder") from None
    except BaseException:
        os.close(lock)
        raise
    return lock


def _swap(part: Path, target: Path, former: Path) -> None:
    if target.exists():
        target.rename(former)
    part.rename(target)
    shutil.rmtree(former, ignore_errors=True)


def _mend(target: Path, former: Path) -> None:
    """End what a killed swap began: the former export comes back where the target is missing, else it goes."""
    if not former.is_dir() or _files(former) - _written(former):
        return
    if target.exists():
        shutil.rmtree(former)
    else:
        former.rename(target)
