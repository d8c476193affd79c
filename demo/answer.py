"""An answer of a site before it is sent."""

from dataclasses import dataclass, field

HTML = "text/html; charset=utf-8"


@dataclass(slots=True)
class Answer:
    """A response before it is sent; ``encoding`` is that of its bytes, whatever the header says."""

    body: str = ""
    status: int = 200
    content_type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"

    @property
    def content(self) -> bytes:
        return self.body.encode(self.encoding, "replace")


def redirect(address: str) -> Answer:
    body = f'<html><head><meta http-equiv="refresh" content="0;url={address}"/></head></html>'
    return Answer(body, 302, headers={"Location": address})
