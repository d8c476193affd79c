"""Where the Assembly's open-data archives stand, per legislature."""

from dataclasses import dataclass
from urllib.parse import urlsplit

BASE = "https://data.assemblee-nationale.fr"
# Earlier legislatures have no archive of questions.
FIRST_LEGISLATURE = 14

_REPOSITORY = "static/openData/repository"
_QUESTIONS = "questions/questions_ecrites"
_NAMES = {14: "Questions_ecrites_XIV.json.zip", 15: "Questions_ecrites_XV.json.zip"}
_NAME = "Questions_ecrites.json.zip"
_DEPUTIES = (
    "amo/tous_acteurs_mandats_organes_xi_legislature/"
    "AMO30_tous_acteurs_tous_mandats_tous_organes_historique.json.zip"
)  # fmt: skip
# Of the archives of legislatures that ended, as they were recorded in 2025; they may be published anew.
_MD5 = {
    14: "c765e31d47c3f4be213b0c982ff9f749",
    15: "fd1c7027fb32c917d9be62b85f574b8e",
    16: "0cbeecec01c74f9318385c809a4d1573",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """One archive; ``key`` is what its visits are called, ``md5`` (hex) what it was known to have."""

    key: str
    legislature: int
    url: str
    md5: str | None = None

    @property
    def file_name(self) -> str:
        """The name under which it is kept, e.g. ``17-questions.json.zip``."""
        return self.key.replace("/", "-")


def question_archive(legislature: int, base: str | None = None) -> Archive:
    """Return the archive of a legislature's written questions, at the real address or on a copy."""
    name = _NAMES.get(legislature, _NAME)
    return Archive(
        key=f"{legislature}/questions.json.zip",
        legislature=legislature,
        url=f"{_repository(legislature, base)}/{_QUESTIONS}/{name}",
        md5=_MD5.get(legislature) if base is None else None,
    )


def deputy_archive(legislature: int, base: str | None = None) -> Archive:
    """Return the archive of all deputies, mandates and organes of all legislatures, kept with the present one."""
    url = f"{_repository(legislature, base)}/{_DEPUTIES}"
    return Archive(key=f"{legislature}/amo.zip", legislature=legislature, url=url)


def _repository(legislature: int, base: str | None) -> str:
    if legislature < FIRST_LEGISLATURE:
        raise ValueError(f"no archive of legislature {legislature}: they begin with the {FIRST_LEGISLATURE}th")
    base = BASE if base is None else base.rstrip("/")
    parts = urlsplit(base)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or "@" in parts.netloc
        or parts.query
        or parts.fragment
    ):
        raise ValueError(f"{base!r} is no site's address; expected one like {BASE}")
    return f"{base}/{_REPOSITORY}/{legislature}"
