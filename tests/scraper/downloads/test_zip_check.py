"""Whether a file is a zip of which every byte can be read."""

import zipfile
from pathlib import Path

import pytest

from scraper.downloads import zip_check
from scraper.downloads.zip_check import check_zip, starts_like_zip
from scraper.errors import BadDownload

METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


def write(path: Path, method: int, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize("method", METHODS)
def test_a_good_zip_is_taken(tmp_path: Path, method: int) -> None:
    path = write(tmp_path / "a.zip", method, a="texte " * 500, empty="")
    check_zip(path)
    assert starts_like_zip(path.read_bytes())


@pytest.mark.parametrize("method", METHODS)
def test_every_damage_is_found(tmp_path: Path, method: int) -> None:
    good = write(tmp_path / "a.zip", method, a="".join(map(str, range(2000)))).read_bytes()
    held = good.index(b"PK\x01\x02")
    path = tmp_path / "bad.zip"
    for at in range(40, held, max(held // 60, 1)):
        path.write_bytes(good[:at] + bytes([good[at] ^ 0x55]) + good[at + 1 :])
        with pytest.raises(BadDownload):
            check_zip(path)


@pytest.mark.parametrize("kept", [0, 10, 0.5, -1])
def test_a_cut_zip_is_refused(tmp_path: Path, kept: float) -> None:
    path = write(tmp_path / "a.zip", zipfile.ZIP_DEFLATED, a="texte " * 500)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept) if 0 < kept < 1 else int(kept)])
    with pytest.raises(BadDownload, match="cut short"):
        check_zip(path)


@pytest.mark.parametrize("members", [{}, {"a": ""}])
def test_a_zip_with_nothing_in_it_is_refused(tmp_path: Path, members: dict[str, str]) -> None:
    with pytest.raises(BadDownload, match="nothing in it"):
        check_zip(write(tmp_path / "a.zip", zipfile.ZIP_STORED, **members))


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.zip", zipfile.ZIP_DEFLATED, a="0" * 100_000)
    monkeypatch.setattr(zip_check, "LARGEST_CONTENT", 99_999)
    with pytest.raises(BadDownload, match="would unpack to"):
        check_zip(path)


def test_a_locked_zip_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.zip", zipfile.ZIP_STORED, a="texte")
    content = bytearray(path.read_bytes())
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(header) + flags] |= 1
    path.write_bytes(content)
    with pytest.raises(BadDownload, match="encrypted"):
        check_zip(path)
