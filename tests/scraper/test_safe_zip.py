"""Archives that are damaged, or that nobody should unpack."""

import struct
import zlib
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from scraper.errors import BadArchive
from scraper.safe_zip import Limits, SafeZip
from tests.scraper.sites.assemblee.made_up import archive

SMALL = {"json/a.json": b'{"a": 1}', "json/b.json": b'{"b": 2}'}


def read_all(path: Path, **limits: Any) -> list[bytes]:
    with SafeZip(path, Limits(**limits)) as file:
        return [file.read(member) for member in file.members]


def test_json_members_are_read_and_others_counted(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", SMALL | {"json/": b"", "LISEZMOI.txt": b"...", "x.xml": b"<a/>", "C.JSON": b"3"})
    with SafeZip(path) as file:
        assert [member.filename for member in file.members] == ["json/a.json", "json/b.json", "C.JSON"]
        assert file.ignored == 2
    assert read_all(path) == [b'{"a": 1}', b'{"b": 2}', b"3"]


@pytest.mark.parametrize(
    "name", ["/etc/a.json", "../a.json", "json/../../a.json", "..\\a.json", "C:\\a.json", "\\a.json"]
)
def test_a_name_that_leads_out(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadArchive, match="leads out of the archive"):
        SafeZip(archive(tmp_path / "a.zip", SMALL | {name: b"{}"}))


@pytest.mark.parametrize("name", ["json/..a.json", "a..b/c.json"])
def test_dots_in_a_name_lead_nowhere(tmp_path: Path, name: str) -> None:
    assert read_all(archive(tmp_path / "a.zip", {name: b"{}"})) == [b"{}"]


def test_a_bomb(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", SMALL | {"json/c.json": b" " * (2 << 20)})
    with pytest.raises(BadArchive, match="would unpack to 2,"):
        SafeZip(path)


def test_a_bomb_among_honest_members(tmp_path: Path) -> None:
    # Kept as it is, it makes the whole look like any other archive.
    with ZipFile(archive(tmp_path / "a.zip", {"json/c.json": b" " * (2 << 20)}), "a", ZIP_STORED) as file:
        file.writestr("json/d.json", bytes(range(256)) * 4096)
    with pytest.raises(BadArchive, match=r"'json/c\.json' unpacks 2,"):
        SafeZip(tmp_path / "a.zip")


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"members": 1}, "2 members, more than 1"),
        ({"member": 7}, "'json/a.json' unpacks to 8 bytes, more than 7"),
        ({"total": 15}, "would unpack to 16"),
    ],
)
def test_limits(tmp_path: Path, limits: dict[str, int], reason: str) -> None:
    with pytest.raises(BadArchive, match=reason):
        read_all(archive(tmp_path / "a.zip", SMALL), **limits)


def patched(path: Path, signature: bytes, offset: int, value: bytes) -> Path:
    """Write over some bytes of the first header of a kind."""
    content = bytearray(path.read_bytes())
    start = content.index(signature) + offset
    content[start : start + len(value)] = value
    path.write_bytes(bytes(content))
    return path


@pytest.mark.parametrize(
    ("flag", "reason"), [(b"\x01\x00", "is encrypted"), (b"\x40\x00", "is encrypted"), (b"\x20\x00", "is a patch")]
)
def test_a_member_that_is_encrypted_or_a_patch(tmp_path: Path, flag: bytes, reason: str) -> None:
    path = patched(archive(tmp_path / "a.zip", SMALL), b"PK\x01\x02", 8, flag)
    with pytest.raises(BadArchive, match=reason):
        SafeZip(path)


def test_what_stands_behind_the_end_of_a_member_is_not_unpacked(tmp_path: Path) -> None:
    content = bytes(range(256)) * 1_000
    deflating = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = deflating.compress(content) + deflating.flush()
    with ZipFile(tmp_path / "a.zip", "w", ZIP_STORED) as file:
        file.writestr("a.json", packed + b"?" * (32 << 20))
        (info,) = file.infolist()
        info.compress_type, info.file_size, info.CRC = ZIP_DEFLATED, len(content), zlib.crc32(content)
    with SafeZip(tmp_path / "a.zip") as found:
        (member,) = found.members
        assert found.read(member) == content
        with found.stream(member) as stream:
            assert stream.read(1 << 30) == content
            # Had all of it been fed, it would have been read to its end.
            assert found._file.tell() < 1 << 20


def test_a_method_whose_output_cannot_be_bounded(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w", ZIP_BZIP2) as file:
        file.writestr("a.json", b"{}")
    with pytest.raises(BadArchive, match="compressed by method 12"):
        SafeZip(tmp_path / "a.zip")


def test_a_member_that_says_it_is_smaller_than_it_is(tmp_path: Path) -> None:
    path = patched(archive(tmp_path / "a.zip", SMALL), b"PK\x01\x02", 24, struct.pack("<L", 4))
    with pytest.raises(BadArchive, match=r"json/a\.json"):
        read_all(path)


def test_members_that_share_their_bytes(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.json": bytes(range(256))})
    size = path.stat().st_size
    with ZipFile(path, "a") as file:
        first = file.infolist()[0]
        for number in range(100):
            again = ZipInfo(f"{number}.json")
            for field in ("compress_size", "file_size", "CRC", "header_offset", "compress_type"):
                setattr(again, field, getattr(first, field))
            file.filelist.append(again)
            file.NameToInfo[again.filename] = again
        file._didModify = True
    assert path.stat().st_size > size
    with pytest.raises(BadArchive, match="overlap"):
        SafeZip(path)


@pytest.mark.parametrize("kept", [0, 1, 30, -1, -22, -40, -100])
def test_a_file_that_breaks_off(tmp_path: Path, kept: int) -> None:
    path = archive(tmp_path / "a.zip", SMALL)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(BadArchive, match=r"a\.zip"):
        read_all(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BadArchive, match="No such file"):
        SafeZip(tmp_path / "a.zip")


@pytest.mark.parametrize("offset", range(30, 60, 3))
def test_damage_anywhere_in_a_member(tmp_path: Path, offset: int) -> None:
    path = archive(tmp_path / "a.zip", {"a.json": bytes(range(256)) * 3, **SMALL})
    content = bytearray(path.read_bytes())
    content[offset] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(BadArchive, match=r"a\.json"):
        read_all(path)


@pytest.mark.parametrize(("offset", "value"), [(0, b"QK"), (26, b"\x05"), (30, b"b"), (14, b"xx")])
def test_a_member_that_is_not_what_stands_before_it(tmp_path: Path, offset: int, value: bytes) -> None:
    # Its signature, the length of its name, its name; the checksum is the directory's.
    path = archive(tmp_path / "a.zip", SMALL)
    content = bytearray(path.read_bytes())
    content[offset : offset + len(value)] = value
    path.write_bytes(bytes(content))
    if offset == 14:
        assert read_all(path) == list(SMALL.values())
        return
    with pytest.raises(BadArchive, match=r"json/a\.json: it is not where the directory says"):
        read_all(path)


@pytest.mark.parametrize("said", [0, 7, 9, 100])
def test_a_member_of_another_size_than_said(tmp_path: Path, said: int) -> None:
    path = archive(tmp_path / "a.zip", SMALL)
    with SafeZip(path) as file:
        file.members[0].file_size = said
        with pytest.raises(BadArchive, match="its size or its checksum"):
            file.read(file.members[0])
