"""What the addresses of all sites have in common: the host, the base that a copy may replace, counting from 1."""

from urllib.parse import urlsplit

_DEFAULT_PORTS = {80, 443}


def host_of(url: str) -> str | None:
    """Return the host of an http address, with its port where that is not the usual one; None for anything else."""
    try:
        parts = urlsplit(url)
        name, port = parts.hostname, parts.port
    except ValueError:
        return None
    # Browsers end the host at a backslash, urlsplit does not.
    if parts.scheme not in ("http", "https") or not name or "\\" in url:
        return None
    return name if port is None or port in _DEFAULT_PORTS else f"{name}:{port}"


def same_site(url: str, other: str) -> bool:
    """Say whether two URLs are on the same host and port, whether by http or https; relative ones are on none."""
    host = host_of(url)
    return host is not None and host == host_of(other)


def checked_base(base: str, example: str) -> str:
    """Return a site's address without what follows the host; raise ValueError, with an example, for what is none."""
    parts = urlsplit(base)
    if not host_of(base) or "@" in parts.netloc or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(f"{base!r} is no site's address; expected one like {example}")
    return f"{parts.scheme}://{parts.netloc}"


def positive(number: int) -> int:
    """Return the number of a question or an id; raise ValueError below 1."""
    if number < 1:
        raise ValueError(f"no number {number}: numbers count from 1")
    return number
