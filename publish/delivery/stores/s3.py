"""S3 and storage that speaks its protocol, by the implementation of fsspec over botocore.

Credentials, region and endpoint are those of every client of AWS: variables (AWS_ACCESS_KEY_ID,
AWS_PROFILE, AWS_ENDPOINT_URL, …) or `~/.aws`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp
from botocore import exceptions
from s3fs import S3FileSystem

from publish.delivery.address import Address
from publish.delivery.failures import (
    FAILED,
    LOGIN,
    REFUSED,
    Failure,
    causes,
    of_status,
    of_system,
    unreached,
    untrusted_certificate,
)
from publish.delivery.stores import CHUNK, Digest, Headers, digest_of

_OPTIONS = {
    "connect_timeout": 20,
    "read_timeout": 60,
    "retries": {"total_max_attempts": 1},
    # Checksums of our own are sent; what is sent besides, some servers do not know.
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
}
_LARGEST = 64 * CHUNK  # that is sent in one request, with its hash
_LOGIN_HINT = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE of ~/.aws"
_CLOCK_HINT = "set the clock of this machine: a login is dated"
_CODES = {
    "InvalidAccessKeyId": (LOGIN, "the access key is not known", _LOGIN_HINT),
    "SignatureDoesNotMatch": (LOGIN, "the secret key is wrong", _LOGIN_HINT),
    "ExpiredToken": (LOGIN, "the login has expired", _LOGIN_HINT),
    "InvalidToken": (LOGIN, "the login is not valid", _LOGIN_HINT),
    "RequestTimeTooSkewed": (LOGIN, "the clocks differ by too much", _CLOCK_HINT),
    "RequestExpired": (LOGIN, "the clocks differ by too much", _CLOCK_HINT),
    "NoSuchBucket": (REFUSED, "there is no such bucket", "create it: `aws s3 mb s3://NAME`"),
}
_NO_LOGIN = (
    exceptions.NoCredentialsError,
    exceptions.PartialCredentialsError,
    exceptions.ProfileNotFound,
    exceptions.CredentialRetrievalError,
    exceptions.TokenRetrievalError,
)
_LOST = (exceptions.HTTPClientError, exceptions.ConnectionError, aiohttp.ClientError)


def open_store(address: Address) -> S3Store:
    """The objects of a bucket, below a folder."""
    system = S3FileSystem(
        anon=False,
        use_listings_cache=False,
        skip_instance_cache=True,
        config_kwargs=_OPTIONS,
    )
    system.retries = 1
    prefix = address.path.strip("/")
    return S3Store(system, address.host, f"{prefix}/" if prefix else "")


def explain(error: Exception) -> Failure:
    """The failure behind an error."""
    for each in causes(error):
        if isinstance(each, exceptions.SSLError | aiohttp.ClientSSLError):
            return untrusted_certificate(causes(error))
        if isinstance(each, _NO_LOGIN):
            return Failure(LOGIN, "there are no credentials for S3", hint=_LOGIN_HINT)
        if isinstance(each, exceptions.ClientError):
            return _of_answer(each.response)
        if isinstance(each, _LOST):
            return unreached(error)
        if isinstance(each, exceptions.ParamValidationError | exceptions.BotoCoreError):
            return Failure(FAILED, f"the request is not possible ({type(each).__name__})")
    return of_system(error)


def _of_answer(response: Mapping[str, Any]) -> Failure:
    """The failure of an answer, by its code, or else by its status."""
    code = response.get("Error", {}).get("Code", "")
    if code in _CODES:
        number, message, hint = _CODES[code]
        return Failure(number, message, hint=hint)
    return of_status(int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)))


class S3Store:
    """The objects of a bucket below a folder; an object is replaced in one step, so as a whole."""

    renames = False

    def __init__(self, system: S3FileSystem, bucket: str, prefix: str) -> None:
        self._system = system
        self._bucket = bucket
        self._prefix = prefix

    def sizes(self, folders: Sequence[str]) -> Mapping[str, int]:
        """See `Store`."""
        top = self._system.find(self._path(""), maxdepth=1, detail=True)
        below = [self._system.find(self._path(folder), detail=True) for folder in folders]
        start = len(self._path(""))
        return {
            path[start:]: entry["size"]
            for found in (top, *below)
            for path, entry in found.items()
            if entry["type"] == "file"
        }

    def read(self, name: str) -> bytes:
        """See `Store`."""
        return bytes(self._system.cat_file(self._path(name)))

    def digest(self, name: str) -> Digest:
        """See `Store`; the server's own hash, where it has one of the whole object."""
        facts = self._system.call_s3(
            "head_object", Bucket=self._bucket, Key=self._prefix + name, ChecksumMode="ENABLED"
        )
        checksum = facts.get("ChecksumSHA256", "")
        if checksum and "-" not in checksum:  # that of an object in parts has their number
            return Digest(facts["ContentLength"], base64.b64decode(checksum).hex())
        with self._system.open(self._path(name), "rb", block_size=8 * CHUNK) as file:
            return digest_of(iter(lambda: file.read(CHUNK), b""))

    def put(self, source: Path, name: str, headers: Headers) -> None:
        """See `Store`."""
        self._system.put_file(
            str(source),
            self._path(name),
            chunksize=_LARGEST,
            ContentType=headers.media_type,
            CacheControl=headers.cache_control,
            **_checksum(source),
        )

    def move(self, old: str, new: str) -> None:
        """See `Store`; S3 has no names to change, and needs none."""
        raise NotImplementedError

    def remove(self, name: str) -> None:
        """See `Store`."""
        with suppress(FileNotFoundError):
            self._system.rm_file(self._path(name))

    def close(self) -> None:
        """See `Store`; the sessions end with the object."""

    def _path(self, name: str) -> str:
        return f"{self._bucket}/{self._prefix}{name}"


def _checksum(source: Path) -> dict[str, str]:
    """The hash that the server compares, of what is sent in one request."""
    if source.stat().st_size >= 2 * _LARGEST:
        return {}
    with source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
    return {"ChecksumSHA256": base64.b64encode(digest).decode()}
