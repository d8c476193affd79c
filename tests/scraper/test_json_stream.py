"""JSON too large for memory, read element by element."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper import json_stream
from scraper.json_stream import JsonStream
from scraper.open_data_archive import Element
from scraper.open_data_reading import values

QUESTION = frozenset({"question"})
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 63), (1 << 64) - 1)
    | st.floats(allow_nan=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["question", "a", "é"]), inner, max_size=3)
    ),
    max_leaves=12,
)


def streamed(document: bytes) -> list[Any]:
    return [json.loads(text) for _, text in JsonStream(io.BytesIO(document)).elements(QUESTION)]


def parsed(document: bytes) -> list[Any]:
    return list(values(Element("a.json", document), QUESTION))


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ('{"questionsEcrites": {"question": [{"n": 1}, {"n": 2}]}}', [{"n": 1}, {"n": 2}]),
        ('{"questions": {"@xmlns": "x", "question": [{"n": 1}]}, "date": 12.5}', [{"n": 1}]),
        ('{"question": {"n": {"question": 3}}}', [{"n": {"question": 3}}]),
        ('[{"question": {"n": 1}}, {"question": {"n": 2}}]', [{"n": 1}, {"n": 2}]),
        ('{"questions": [{"question": [{"n": 1}]}, {}, []]}', [{"n": 1}]),
        ('\ufeff {"question" : [ ] }\n', []),
        ("{}", []),
        ("12", []),
        ('"question"', []),
        ('{"a": [1, "question", null]}', []),
    ],
)
def test_elements_wherever_they_stand(document: str, found: list[Any]) -> None:
    assert streamed(document.encode()) == parsed(document.encode()) == found


@given(JSON, st.integers(1, 9))
def test_any_document_in_pieces_of_any_size(document: Any, piece: int) -> None:
    written = json.dumps(document, ensure_ascii=False, indent=1).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "PIECE", piece)
        assert streamed(written) == parsed(written)


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"{",
        b'{"question": [{"n": 1}',
        b'{"question": [{"n": 1},',
        b'{"question": [{"n": 1}] "a": 2}',
        b'{"question": [{"n": }]}',
        b'{"question": {"n": 1}} {}',
        b"{question: 1}",
        b'{"a" 1}',
        b"<html></html>",
        b'{"question": ' + b"[" * 100_000,
    ],
)
def test_what_is_no_whole_document(document: bytes) -> None:
    with pytest.raises(ValueError, match=r"JSON|expected|stands after"):
        streamed(document)


OBJECTS = st.lists(
    st.dictionaries(st.sampled_from(["n", "question", "é"]), JSON | st.lists(st.fixed_dictionaries({"n": JSON}))),
    min_size=3,
    max_size=30,
)


def in_runs(document: bytes, piece: int) -> list[Element]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "PIECE", piece)
        stream = JsonStream(io.BytesIO(document), in_runs=True)
        return [Element("a.json", text, cut_out=True) for _, text in stream.elements(QUESTION)]


@given(OBJECTS, st.integers(1, 400), st.sampled_from([None, 1]))
def test_runs_hold_the_same_or_are_no_json(objects: list[Any], piece: int, indent: int | None) -> None:
    document = json.dumps({"question": objects, "a": 1}, ensure_ascii=False, indent=indent).encode()
    try:
        found = [one for element in in_runs(document, piece) for one in values(element, QUESTION)]
    except ValueError:
        # What lies in an object looked like two of the list.
        assert any("}" in json.dumps(list(one.values())) for one in objects)
    else:
        assert found == parsed(document)


def test_many_elements_come_in_few_runs() -> None:
    objects = [{"uid": number, "text": '}, {"uid": é', "of": [{"n": 1}, {"n": 2}]} for number in range(1_000)]
    document = json.dumps({"a": [{"question": objects}], "b": 1}, ensure_ascii=False).encode()
    found = in_runs(document, 10_000)
    assert len(found) < 15
    assert [one for element in found for one in values(element, QUESTION)] == objects


def test_a_run_cut_inside_an_element_is_no_json() -> None:
    objects = [{"n": 0, "of": [{"n": 1}, {"n": 2}, {"n": 3}]} for _ in range(100)]
    stream = JsonStream(io.BytesIO(json.dumps({"question": objects}).encode()), in_runs=True)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(ValueError, match="Expecting"):
        patch.setattr(json_stream, "PIECE", 100)
        [json.loads(text) for _, text in stream.elements(QUESTION)]


@pytest.mark.parametrize("end", [b'{"n": ', b"3 4]}", b""])
def test_what_breaks_off_after_a_run(end: bytes) -> None:
    with pytest.raises(ValueError, match=r"JSON|expected"):
        in_runs(b'{"question": [{"n": 1}, {"n": 2}, ' + end, 9)


def test_an_element_beyond_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "PIECE", 100)
    monkeypatch.setattr(json_stream, "LONGEST", 1_000)
    file = io.BytesIO(b'{"question": ["' + b"a" * 100_000)
    with pytest.raises(ValueError, match="no JSON"):
        list(JsonStream(file).elements(QUESTION))
    assert file.tell() < 3_000


def test_bytes_that_are_no_utf_8_cost_only_themselves() -> None:
    assert streamed(b'{"question": ["a\xffb"]}') == parsed(b'{"question": ["a\xffb"]}') == ["a\ufffdb"]
