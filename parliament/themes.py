"""Themes of a question: rubric, heading and analyses, as a source keeps them apart or writes them in one line."""

from parliament.text import clean_line


def split_themes(themes: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the parts of ``rubrique / tête d'analyse / analyse``, which lists write with semicolons.

    Of themes that a source keeps apart, the first is the rubric and may be empty.
    """
    if not isinstance(themes, str):
        rubric, *rest = map(clean_line, themes) if themes else ("",)
        rest = [part for part in rest if part]
        return (rubric, *rest) if rubric or rest else ()
    separator = " / " if " / " in themes else " ; "
    return tuple(part for part in map(clean_line, themes.split(separator)) if part)
