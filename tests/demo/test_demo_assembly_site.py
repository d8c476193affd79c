"""What the Assembly's side answers over the wire: archives, conditions, parts, pages and failures."""

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from zipfile import BadZipFile, ZipFile

import lxml.etree
import pytest

from demo.corpus import Corpus, build
from demo.faults import KINDS
from demo.site import serving
from parliament.text import clean_html
from tests.demo.assembly_reading import REPOSITORY, actors_path, questions_path
from tests.demo.replies import Fetch, Reply, fetcher

TODAY = date(2026, 1, 1)
ALL = (14, 15, 16, 17)
ARCHIVE = questions_path(17)


@pytest.fixture(scope="module")
def both() -> Corpus:
    return build(assembly=True)


@pytest.fixture(scope="module")
def ask(both: Corpus) -> Iterator[Fetch]:
    with serving(both, today=TODAY) as addresses:
        assert set(addresses) == {13, 14, 15, 16, 17}
        yield fetcher(addresses)


@pytest.fixture
def spoil(ask: Fetch) -> Iterator[Fetch]:
    """Spoil every answer in one way, and none after the test."""

    def tell(kind: str) -> Reply:
        return ask(17, "/demo/faults", "POST", json.dumps({"share": 1, "kinds": [kind]}))

    yield tell
    ask(17, "/demo/faults", "POST", '{"share": 0}')


@pytest.mark.parametrize("path", [*map(questions_path, ALL), actors_path(17)])
def test_an_archive_has_strong_validators_and_its_length(ask: Fetch, path: str) -> None:
    reply = ask(17, path)
    assert (reply.status, reply.headers["Content-Type"]) == (200, "application/zip")
    assert re.fullmatch(r'"[0-9a-f]{32}"', reply.headers["ETag"])
    assert reply.headers["Content-Length"] == str(len(reply.body))
    assert reply.headers["Accept-Ranges"] == "bytes"
    head = ask(17, path, "HEAD")
    same = ("ETag", "Last-Modified", "Content-Length", "Content-Type")
    assert (head.status, head.body) == (200, b"")
    assert [head.headers[name] for name in same] == [reply.headers[name] for name in same]


def test_frozen_archives_are_old_and_17_was_written_at_midnight_in_paris(ask: Fetch) -> None:
    years = {n: ask(17, questions_path(n), "HEAD").headers["Last-Modified"].split()[3] for n in ALL}
    assert years == {14: "2017", 15: "2022", 16: "2024", 17: "2025"}


def test_archives_are_not_compressed_again(ask: Fetch) -> None:
    assert ask(17, ARCHIVE, Accept_Encoding="gzip").headers["Content-Encoding"] is None


def test_what_is_known_is_not_sent_again(ask: Fetch) -> None:
    headers = ask(17, ARCHIVE, "HEAD").headers
    for conditions in (
        {"If_None_Match": headers["ETag"]},
        {"If_None_Match": f'"another", W/{headers["ETag"]}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": headers["Last-Modified"]},
        {"If_Modified_Since": "Thu, 01 Jan 2037 00:00:00 GMT"},
    ):
        reply = ask(17, ARCHIVE, **conditions)
        assert (reply.status, reply.body, reply.headers["ETag"]) == (304, b"", headers["ETag"])


def test_what_is_not_known_is_sent(ask: Fetch) -> None:
    modified = ask(17, ARCHIVE, "HEAD").headers["Last-Modified"]
    for conditions in (
        {"If_None_Match": '"another"'},
        {"If_None_Match": '"another"', "If_Modified_Since": modified},
        {"If_Modified_Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"If_Modified_Since": "yesterday"},
    ):
        assert ask(17, ARCHIVE, **conditions).status == 200


def test_parts_are_sent(ask: Fetch) -> None:
    whole = ask(17, ARCHIVE).body
    size = len(whole)
    for asked, part, told in (
        ("bytes=0-99", whole[:100], f"0-99/{size}"),
        ("bytes=100-", whole[100:], f"100-{size - 1}/{size}"),
        ("bytes=-50", whole[-50:], f"{size - 50}-{size - 1}/{size}"),
        (f"bytes=10-{size + 99}", whole[10:], f"10-{size - 1}/{size}"),
    ):
        reply = ask(17, ARCHIVE, Range=asked)
        assert (reply.status, reply.headers["Content-Range"]) == (206, f"bytes {told}")
        assert reply.body == part
        assert reply.headers["Content-Length"] == str(len(part))


@pytest.mark.parametrize("asked", ["bytes=a-b", "items=0-9", "bytes=-", "bytes=0-9,20-29"])
def test_what_is_no_part_is_the_whole(ask: Fetch, asked: str) -> None:
    assert ask(17, ARCHIVE, Range=asked).status == 200


@pytest.mark.parametrize("beyond", [0, 1, 10_000])
def test_beyond_the_end_there_is_nothing(ask: Fetch, beyond: int) -> None:
    size = len(ask(17, ARCHIVE).body)
    reply = ask(17, ARCHIVE, Range=f"bytes={size + beyond}-")
    assert (reply.status, reply.headers["Content-Range"], reply.body) == (416, f"bytes */{size}", b"")


def test_a_part_of_another_archive_is_never_sent(ask: Fetch) -> None:
    headers = ask(17, ARCHIVE, "HEAD").headers
    for condition in (headers["ETag"], headers["Last-Modified"]):
        assert ask(17, ARCHIVE, Range="bytes=5-9", If_Range=condition).status == 206
    for condition in ('"another"', f"W/{headers['ETag']}", "Sat, 01 Jan 2000 00:00:00 GMT", "yesterday"):
        assert ask(17, ARCHIVE, Range="bytes=5-9", If_Range=condition).status == 200


@pytest.mark.parametrize(
    "path",
    [
        questions_path(13), questions_path(18), actors_path(18), actors_path(16), f"{REPOSITORY}/17/",
        "/dyn/17/questions/QANR5L17QE999999", "/dyn/17/questions/QANR5L16QE1", "/dyn/17/questions/QANR5L17QG1",
        "/dyn/99/questions/QANR5L99QE1", "/q14/14-1QE.htm/vue/xml", "/q17/17-1QE.htm/vue/xml",
        "/dyn/deputes/PA1/questions", "/dyn/deputes/PA1874/questions", "/personne",
    ],
)  # fmt: skip
def test_what_the_assembly_does_not_know_is_404(ask: Fetch, path: str) -> None:
    reply = ask(17, path)
    assert (reply.status, "La page demandée n'existe pas" in reply.text) == (404, True)


def test_the_next_legislature_comes_with_its_first_day() -> None:
    corpus = build(60, assembly=True, next_legislature=date(2026, 1, 3))
    with serving(corpus, today=TODAY) as addresses:
        ask = fetcher(addresses)
        seen = []
        for _ in range(3):
            seen.append([ask(17, path, "HEAD").status for path in (questions_path(18), actors_path(18))])
            ask(17, "/demo/night", "POST", '{"kinds": {}}')
        ask(17, "/demo/night", "POST", '{"nights": 14, "kinds": {}}')
        names = ZipFile(io.BytesIO(ask(17, questions_path(18)).body)).namelist()
    assert seen == [[404, 404], [404, 404], [200, 200]]
    assert names == [f"json/QANR5L18QE{n}.json" for n in (1, 2, 3)]


def test_a_question_has_its_page(both: Corpus, ask: Fetch) -> None:
    for legislature in ALL:
        for one in both.assembly.expected(legislature, TODAY)[:25]:
            root = ask(17, f"/dyn/{legislature}/questions/{one.question_id}").html
            assert re.match(rf"Question écrite n° {one.number} :", root.xpath("string(//h1)"))
            assert f"{legislature}e Législature" in root.text_content()
            author = root.xpath("//a[starts-with(@href, 'https://www.assemblee-nationale.fr/dyn/deputes/PA')]/@href")
            assert author[0].rpartition("/")[2] == one.deputy_id
            assert root.xpath("string(//p[@id='blocMinistereAttributaire']/span)") == one.answering_ministry_label
            answers = root.xpath("//*[contains(@class, '_colored-ultralightgrey')]//p[contains(@class, '_pa-small')]")
            assert bool(answers) == (one.answer_text is not None)
            said = root.text_content()
            assert ("Réponse publiée le" in said) == (one.answered_on is not None)
            assert ("Date de cloture :" in said) == (one.state == "withdrawn")


def test_a_deputys_questions_are_listed_last_one_first(both: Corpus, ask: Fetch) -> None:
    wanted = [
        (one.asked_on, one.number, one.question_id)
        for n in ALL
        for one in both.assembly.expected(n, TODAY)
        if one.deputy_id == "PA990001"
    ]
    listed: list[str] = []
    for page in range(1, 99):
        root = ask(17, f"/dyn/deputes/PA990001/questions?page={page}&limit=10").html
        links = root.xpath("//a[contains(@href, '/questions/QANR')]/@href")
        if not links:
            break
        assert len(links) == 10 or page == -(-len(wanted) // 10)
        listed += [link.rpartition("/")[2] for link in links]
    assert listed == [uid for _, _, uid in sorted(wanted, reverse=True)]
    first = ask(17, "/dyn/deputes/PA990001/questions?page=1&limit=10").html.xpath("//div[@class='question']")[0]
    words = first.text_content()
    assert all(label in words for label in ("Question écrite n° ", "Rubrique : ", "Titre : "))
    assert re.search(r"Question sans réponse|Réponse publiée le \d", words)


@pytest.mark.parametrize("legislature", [14, 15, 16])
def test_the_old_export_says_the_same_by_other_means(both: Corpus, ask: Fetch, legislature: int) -> None:
    seen: dict[str, int] = dict.fromkeys(("mojibake", "typing", "no head", "empty ANA", "other group"), 0)
    for one in both.assembly.expected(legislature, TODAY):
        body = ask(17, f"/q{legislature}/{legislature}-{one.number}QE.htm/vue/xml").body
        root = lxml.etree.fromstring(body, lxml.etree.XMLParser(resolve_entities=False))
        assert [node.tag for node in root].count("DEPOT") == 2
        assert root.findtext("AUTEUR/ID_ACTEUR") == one.deputy_id[2:]
        assert root.findtext("DEPOT/DATE_JO") == f"{one.asked_on:%d/%m/%Y}"
        assert [f"PO{node.text}" for node in root.iterfind("MINA/ORDRE/ID_MINA")] == [
            event.ministry_id for event in one.events if event.kind == "attributed"
        ]
        closed = one.closed_on and f"{one.closed_on:%d/%m/%Y}"
        assert root.findtext("CLOTURE/DATE_JO") == (closed or "")
        assert (root.findtext("CLOTURE/ABREGE") or None) == one.closure_code
        for name, expected in (("DEPOT/TEXTE_DEPOT", one.question_text), ("REPONSE/TEXTE_REPONSE", one.answer_text)):
            stored = root.findtext(name) or ""
            assert (clean_html(stored) or None) == expected
            seen["mojibake"] += "Ã" in stored
        seen["typing"] += "Minsitère" in body.decode()
        seen["no head"] += root.findtext("INDEXATION_AN/TETE_ANALYSE") in ("", "aucune tête d'analyse")
        seen["empty ANA"] += root.find("INDEXATION_AN/ANALYSE/ANA") is not None and not root.findtext(".//ANA")
        seen["other group"] += f"PO{root.findtext('GROUPE/ID_GROUPE')}" != one.group_id
    assert seen["mojibake"] and seen["typing"]
    assert legislature != 14 or (seen["other group"] and seen["empty ANA"] + seen["no head"])


def test_the_old_address_shows_the_present_page(both: Corpus, ask: Fetch) -> None:
    one = both.assembly.expected(15, TODAY)[0]
    assert ask(17, f"/q15/15-{one.number}QE.htm").body == ask(17, f"/dyn/15/questions/{one.question_id}").body


def test_a_transfer_breaks_off_in_the_middle(ask: Fetch, spoil: Fetch) -> None:
    size = len(ask(17, ARCHIVE).body)
    spoil("truncated")
    with pytest.raises(Exception, match="IncompleteRead") as broken:
        ask(17, ARCHIVE)
    assert len(broken.value.partial) == size // 2


def test_half_an_archive_is_sent_as_if_it_were_all(ask: Fetch, spoil: Fetch) -> None:
    whole = ask(17, ARCHIVE)
    spoil("cut-zip")
    reply = ask(17, ARCHIVE)
    assert (reply.status, reply.headers["ETag"]) == (200, whole.headers["ETag"])
    assert (reply.body, reply.headers["Content-Type"]) == (whole.body[: len(whole.body) // 2], "application/zip")
    with pytest.raises(BadZipFile):
        ZipFile(io.BytesIO(reply.body))


def test_a_file_in_an_archive_is_damaged(ask: Fetch, spoil: Fetch) -> None:
    spoil("bad-crc")
    with ZipFile(io.BytesIO(ask(17, ARCHIVE).body)) as archive:
        assert archive.testzip() == archive.namelist()[0]


def test_a_page_stands_in_the_place_of_an_archive(ask: Fetch, spoil: Fetch) -> None:
    spoil("error-page-200")
    reply = ask(17, ARCHIVE)
    assert (reply.status, reply.headers.get_content_type(), reply.headers["ETag"]) == (200, "text/html", None)
    assert "Une erreur est survenue" in reply.text


def test_a_part_is_refused(ask: Fetch, spoil: Fetch) -> None:
    size = len(ask(17, ARCHIVE).body)
    spoil("416")
    reply = ask(17, ARCHIVE, Range="bytes=5-")
    assert (reply.status, reply.headers["Content-Range"]) == (416, f"bytes */{size}")


def test_a_part_is_asked_for_and_the_whole_is_sent(ask: Fetch, spoil: Fetch) -> None:
    whole = ask(17, ARCHIVE).body
    spoil("range-ignored")
    reply = ask(17, ARCHIVE, Range="bytes=5-")
    assert (reply.status, reply.body) == (200, whole)


def test_faults_of_downloads_leave_pages_alone_and_the_sites_do_not_know_them(ask: Fetch, spoil: Fetch) -> None:
    spoil("cut-zip")
    assert ask(17, "/robots.txt").status == 200
    assert "Question" in ask(17, "/dyn/deputes/PA990001/questions").text
    reply = ask(14, "/demo/faults", "POST", '{"share": 1, "kinds": ["cut-zip"]}')
    assert (reply.status, "cut-zip" in KINDS) == (400, False)


def test_an_error_page_of_status_200_stands_for_a_question(both: Corpus, ask: Fetch, spoil: Fetch) -> None:
    one = both.assembly.expected(14, TODAY)[0]
    spoil("error-page-200")
    for path in (f"/q14/14-{one.number}QE.htm/vue/xml", f"/dyn/14/questions/{one.question_id}"):
        reply = ask(17, path)
        assert (reply.status, "<title>Erreur</title>" in reply.text) == (200, True)
