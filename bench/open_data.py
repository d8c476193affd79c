"""Archives of the Assembly's open data landed, compared with reading their JSON alone, in both layouts."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from bench.result import Result
from bench.rows import questions
from scraper.workers import cores

QUESTIONS = 100_000
LEGISLATURE = 17
AT_MOST_MB = 400
TARGET = 0.5
RUNS = 3


def archive_speed(count: int = QUESTIONS) -> list[Result]:
    """Build an archive of each layout, land it and read it, each in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        layouts = {"one file each": _many(folder / "many.zip", count), "one big file": _big(folder / "big.zip", count)}
        return [line for layout, path in layouts.items() for line in _lines(layout, path, count)]


def _lines(layout: str, path: Path, count: int) -> list[Result]:
    runs = [{what: _measured(what, path, count) for what in ("floor", "reader", "ours")} for _ in range(RUNS)]
    floor, reader, ours = (_best([run[what] for run in runs]) for what in ("floor", "reader", "ours"))
    # Of a machine that is shared, the time of the processors is steadier than that of the clock.
    share = ours["processor_seconds"] / cores()
    return [
        _speed(f"archive landed, {layout}", count, ours["seconds"], floor["seconds"], TARGET),
        _speed(f"archive landed by processor time, {layout}", count, share, floor["processor_seconds"], TARGET),
        _speed(f"archive read by our reader alone, {layout}", count, reader["seconds"], floor["seconds"]),
        Result(
            name=f"peak memory of all processes that land an archive, {layout}",
            value=round(max(run["ours"]["peak"] for run in runs), 1),
            unit="MB",
            target=AT_MOST_MB,
        ),
    ]


def _best(runs: list[dict[str, float]]) -> dict[str, float]:
    """Return the least of each measure: what else a machine does only adds to times."""
    return {measure: min(run[measure] for run in runs) for measure in runs[0]}


def _speed(name: str, count: int, seconds: float, fastest: float, target: float | None = None) -> Result:
    return Result(
        name=name,
        value=round(count / seconds, 1),
        unit="questions/s",
        floor=round(count / fastest, 1),
        ratio=round(fastest / seconds, 3),
        target=target,
    )


def _measured(what: str, path: Path, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.open_data_work", what, str(path)]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    if answer["questions"] != count:
        raise AssertionError(f"{path.name}: {answer['questions']} questions of {count}")
    return answer


def _many(path: Path, count: int) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for question in _questions(count):
            content = json.dumps({"question": question}, ensure_ascii=False)
            archive.writestr(f"json/{question['uid']}.json", content)
    return path


def _big(path: Path, count: int) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive, archive.open("questions.json", "w", force_zip64=True) as file:
        file.write(b'{"questionsEcrites": {"question": [')
        for place, question in enumerate(_questions(count)):
            file.write(b", " * (place > 0) + json.dumps(question, ensure_ascii=False).encode())
        file.write(b"]}}")
    return path


def _questions(count: int) -> Iterator[dict[str, Any]]:
    return (_question(json.loads(line)) for line in questions(count))


def _question(record: dict[str, Any]) -> dict[str, Any]:
    """Return a landed record in the shape of the open data, whose texts are HTML."""
    ministry = {"organeRef": "PO990100", "abrege": "Ministère", "developpe": record["asked_ministry_label"]}
    rubric, heading, *analyses = (*record["themes"], None, None)
    asked, answered = _printed(record["asked_on"]), _printed(record["answered_on"])
    return {
        "@xmlns": "http://schemas.assemblee-nationale.fr/referentiel",
        "@xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "@xsi:type": "QuestionEcrite_Type",
        "uid": f"QANR5L{LEGISLATURE}QE{record['number']}",
        "identifiant": {
            "numero": str(record["number"]), "regime": "5eme Republique", "legislature": str(LEGISLATURE)
        },
        "type": "QE",
        "indexationAN": {"rubrique": rubric, "teteAnalyse": heading, "analyses": {"analyse": analyses}},
        "auteur": {
            "identite": {"acteurRef": record["deputy_id"], "mandatRef": "PM990001"},
            "groupe": {"organeRef": "PO990300", "abrege": record["group_label"], "developpe": "Groupe fictif"},
        },
        "minInt": ministry,
        "minAttribs": {"minAttrib": {"infoJO": asked, "denomination": ministry}},
        "textesQuestion": {"texteQuestion": {"infoJO": asked, "texte": _html(record["question_text"])}},
        "textesReponse": record["answer_text"] and {
            "texteReponse": {"infoJO": answered, "texte": _html(record["answer_text"])}
        },
        "renouvellements": None,
        "cloture": record["answer_text"] and {
            "codeCloture": "REP_PUB",
            "libelleCloture": "Réponse publiée",
            "dateCloture": record["answered_on"],
            "infoJO": answered,
        },
    }  # fmt: skip


def _printed(day: str | None) -> dict[str, str | None]:
    return {
        "typeJO": "JO_QUESTION", "dateJO": day, "pageJO": "123", "numJO": None, "urlLegifrance": None,
        "referenceNOR": None,
    }  # fmt: skip


def _html(text: str) -> str:
    return f"<p>{text.replace(chr(10), '<br>')}</p>"
