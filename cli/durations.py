"""Lengths of time as people type and read them."""

import re

from cli.errors import BadOption

# Minutes may go without their unit after hours only: 1h30.
_FORM = re.compile(r"(?:(?P<h>\d+)h)?(?:(?P<m>\d+)(?:min|m|(?<=h\d\d)$))?(?:(?P<s>\d+)s)?", re.ASCII)


def read_duration(text: str, option: str = "--for") -> float:
    """Read ``5h``, ``1h30``, ``30m``, ``90s`` or ``1h5m10s`` as seconds.

    A number alone is refused: nothing says whether it means minutes or seconds. Raises BadOption.
    """
    compact = text.strip().lower().replace(" ", "")
    form = _FORM.fullmatch(compact)
    if form is None:
        raise BadOption(f"{option}: {text!r} is no length of time; write 5h, 1h30, 30m or 90s")
    seconds = int(form["h"] or 0) * 3600 + int(form["m"] or 0) * 60 + int(form["s"] or 0)
    if seconds == 0:
        raise BadOption(f"{option}: {text!r} leaves no time at all; write 5h, 1h30, 30m or 90s")
    return float(seconds)


def say_duration(seconds: float) -> str:
    """Say a length of time in its two largest units, e.g. ``2 h 05 min``, ``3 min 20 s``, ``4.2 s``."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
