"""The address of a target: a folder, or a URL whose scheme says which kind of target it is."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec

from publish.delivery.failures import ADDRESS, Failure


class TargetKind(msgspec.Struct, frozen=True):
    """A row of the table of targets: its schemes, its module in `stores`, and its extra."""

    schemes: tuple[str, ...]
    module: str
    extra: str = ""


FOLDER = TargetKind(("file",), "folder")
TARGETS = (
    FOLDER,
    TargetKind(("s3",), "s3", "deliver-s3"),
    TargetKind(("sftp",), "sftp", "deliver-sftp"),
    TargetKind(("https", "webdavs", "http", "webdav"), "webdav", "deliver-webdav"),
)
_PLAIN = frozenset({"http", "webdav"})
_SCHEMES = "a folder, s3://bucket/folder, sftp://host/folder or https://host/folder (WebDAV)"


class Address(msgspec.Struct, frozen=True):
    """Where to deliver to; `user` is a name without a password, and `shown` what is printed."""

    kind: TargetKind
    path: str
    shown: str
    host: str = ""
    port: int | None = None
    user: str = ""
    encrypted: bool = True


def parse_address(text: str) -> Address:
    """The address that a user wrote; raises `Failure`."""
    if "://" not in text:
        return Address(FOLDER, text, text)
    parts, port = _split(text)
    shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    kind = next((row for row in TARGETS if parts.scheme in row.schemes), None)
    if kind is None:
        raise _wrong(f"an address with `{parts.scheme}` cannot be delivered to", f"give {_SCHEMES}")
    if kind is FOLDER:
        return Address(FOLDER, unquote(parts.path), shown)
    _check(parts)
    return Address(
        kind,
        parts.path if parts.scheme == "s3" else unquote(parts.path),
        shown,
        # The name of a bucket keeps its case; `hostname` is in lower case.
        parts.netloc if parts.scheme == "s3" else parts.hostname or "",
        port,
        unquote(parts.username or ""),
        parts.scheme not in _PLAIN,
    )


def _split(text: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(text)
        return parts, parts.port
    except ValueError:
        failure = _wrong("the address cannot be read", f"give {_SCHEMES}")
    raise failure


def _check(parts: SplitResult) -> None:
    if parts.password is not None:
        hint = (
            "change the password, since other programs have seen it; then leave it out, and put it"
            " into ~/.netrc or the variable PUBLISH_DELIVER_PASSWORD"
        )
        raise _wrong("the address has a password in it", hint)
    if parts.query or parts.fragment:
        raise _wrong("the address goes on after its path", "leave out what follows `?` or `#`")
    if not parts.hostname:
        raise _wrong("the address names no host or bucket", f"give {_SCHEMES}")
    if parts.scheme == "s3" and "@" in parts.netloc:
        raise _wrong("the address has a user in it", "S3 takes it from AWS_PROFILE or ~/.aws")
    if parts.scheme in _PLAIN and not _is_here(parts.hostname):
        hint = "give the address with https: without it, everybody on the way can change the files"
        raise _wrong("the address is not encrypted", hint)


def _wrong(message: str, hint: str) -> Failure:
    return Failure(ADDRESS, message, hint=hint)


def _is_here(host: str) -> bool:
    """Whether a host is this machine, from which nothing travels."""
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"
