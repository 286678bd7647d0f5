"""Addresses that are delivered to, and those that are refused before anything is opened."""

from __future__ import annotations

import pytest

from publish.delivery.address import parse_address
from publish.delivery.failures import Failure

SECRET = "hunter2-and-more"


@pytest.mark.parametrize(
    ("text", "module", "host", "path", "shown"),
    [
        ("public/books", "folder", "", "public/books", "public/books"),
        ("file:///srv/my%20books", "folder", "", "/srv/my books", "file:///srv/my%20books"),
        ("s3://Press.books/a b", "s3", "Press.books", "/a b", "s3://Press.books/a b"),
        ("sftp://me@host:22/~/b", "sftp", "host", "/~/b", "sftp://host:22/~/b"),
        ("https://me@host/d%C3%A4v", "webdav", "host", "/däv", "https://host/d%C3%A4v"),
        ("http://127.0.0.1:80/dav", "webdav", "127.0.0.1", "/dav", "http://127.0.0.1:80/dav"),
        ("webdavs://[::1]/dav", "webdav", "::1", "/dav", "webdavs://[::1]/dav"),
    ],
)
def test_an_address(text: str, module: str, host: str, path: str, shown: str) -> None:
    address = parse_address(text)
    found = (address.kind.module, address.host, address.path, address.shown)
    assert found == (module, host, path, shown)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"sftp://press:{SECRET}@example.org/books", "password"),
        (f"https://press:{SECRET}@example.org/books", "password"),
        (f"s3://KEY:{SECRET}@bucket/books", "password"),
        (f"sftp://:{SECRET}@example.org/", "password"),
        (f"https://example.org/books?token={SECRET}", "after its path"),
        ("s3://someone@bucket/books", "a user"),
        ("ftp://example.org/books", "`ftp`"),
        ("scp://example.org/books", "`scp`"),
        ("http://example.org/dav", "not encrypted"),
        ("webdav://10.0.0.1/dav", "not encrypted"),
        ("sftp:///books", "no host"),
        ("s3://", "no host"),
        ("sftp://host:port/books", "cannot be read"),
        ("https://[::1/books", "cannot be read"),
    ],
)
def test_an_address_that_is_refused(text: str, words: str) -> None:
    with pytest.raises(Failure) as caught:
        parse_address(text)
    told = str(caught.value.diagnostic("TARGET"))
    assert "DEL-001" in told
    assert words in told
    assert caught.value.hint
    assert SECRET not in told
