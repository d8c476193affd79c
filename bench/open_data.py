"""Archives of the Assembly's open data landed, compared with reading their JSON alone, in both layouts."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import ijson

from bench.result import Result
from bench.rows import questions
from parliament.landing import LandingWriter, Run
from scraper.open_data_landing import land_questions
from scraper.workers import cores

QUESTIONS = 100_000
LEGISLATURE = 17
AT_MOST_MB = 400
IN_ONE_FILE = "questionsEcrites.question.item"


def archive_speed(count: int = QUESTIONS) -> list[Result]:
    """Build an archive of each layout, land it and read it, each in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        layouts = {"one file each": _many(folder / "many.zip", count), "one big file": _big(folder / "big.zip", count)}
        return [line for layout, path in layouts.items() for line in _lines(layout, path, count)]


def _lines(layout: str, path: Path, count: int) -> list[Result]:
    floor, ours = _measured("floor", path, count), _measured("ours", path, count)
    speed, fastest = count / ours["seconds"], count / floor["seconds"]
    return [
        Result(
            name=f"archive landed, {layout}",
            value=round(speed, 1),
            unit="questions/s",
            floor=round(fastest, 1),
            ratio=round(speed / fastest, 3),
            target=0.5,
        ),
        Result(
            name=f"peak memory of all processes that land an archive, {layout}",
            value=round(ours["peak"], 1),
            unit="MB",
            target=AT_MOST_MB,
        ),
    ]


def _measured(what: str, path: Path, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.open_data", what, str(path)]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    if answer["questions"] != count:
        raise AssertionError(f"{path.name}: {answer['questions']} questions of {count}")
    return answer


def ours(path: Path) -> int:
    """Land an archive; return how many questions landed."""
    with tempfile.TemporaryDirectory() as folder:
        writer = LandingWriter(Path(folder) / "bench", Run(run_id="bench", source="assemblee", scope={}, started_at=""))
        done = land_questions(
            path,
            legislature=LEGISLATURE,
            url="https://example.invalid/questions.json.zip",
            fetched_at=datetime(2026, 1, 1, 2, 0, tzinfo=UTC),
            writer=writer,
            known={},
            authors={},
        )
        writer.close()
    return done.landed


def floor(path: Path) -> int:
    """Read an archive's JSON, all of a small file at once, a large one by ijson; return how many questions it holds."""
    with ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) > 1:
            return sum("question" in json.loads(archive.read(member)) for member in members)
        with archive.open(members[0]) as file:
            return sum(1 for _ in ijson.items(file, IN_ONE_FILE))


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


def main() -> None:
    """Land or read the archive given; print questions, seconds and the peak in MB of all processes as JSON."""
    work: Callable[[Path], int] = {"ours": ours, "floor": floor}[sys.argv[1]]
    began = time.perf_counter()
    count = work(Path(sys.argv[2]))
    seconds = time.perf_counter() - began
    # Of the children, the largest: there is one for each core.
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"questions": count, "seconds": seconds, "peak": (peaks[0] + cores() * peaks[1]) / 1024}))


if __name__ == "__main__":
    main()
