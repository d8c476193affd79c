"""How downloads fail on request, beside what happens to any page."""

from dataclasses import replace

from demo.answer import Answer
from demo.assembly.archives import Archive
from demo.faults import KINDS, Faults

# "cut-zip": half of the file as if it were all; "bad-crc": one that unpacks to other bytes than were packed. A transfer
# that breaks off in the middle is "truncated", an HTML page in the place of the file "error-page-200".
DOWNLOAD_KINDS = ("cut-zip", "bad-crc", "range-ignored", "416")
_DIRECTORY = b"PK\x01\x02"
_CRC = 16


class DownloadFaults(Faults):
    """Decides what is spoilt of the Assembly's answers."""

    known = (*KINDS, *DOWNLOAD_KINDS)

    def fits(self, kind: str, answer: Answer) -> bool:
        if isinstance(answer, Archive):
            return kind not in ("latin-1", "empty-json")
        return kind not in DOWNLOAD_KINDS and super().fits(kind, answer)

    def spoilt(self, kind: str, path: str, answer: Answer) -> Answer:
        """Return the answer as the fault leaves it: the headers of an archive stay those of the whole one."""
        if isinstance(answer, Archive):
            match kind:
                case "cut-zip":
                    return replace(answer, data=answer.data[: len(answer.data) // 2])
                case "bad-crc":
                    return replace(answer, data=_with_bad_crc(answer.data))
                case "range-ignored":
                    return replace(answer, in_parts=False)
                case "416":
                    return Answer(status=416, headers={"Content-Range": f"bytes */{len(answer.data)}"})
        return super().spoilt(kind, path, answer)


def _with_bad_crc(data: bytes) -> bytes:
    """Return a zip in whose directory the checksum of the first file is wrong."""
    place = data.index(_DIRECTORY) + _CRC
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
