"""What readers see at each kind of target, and how it is set to an earlier state."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tests.delivery.dists import Files, write_files
from tests.delivery.proxy import Line, line_to
from tests.delivery.servers import (
    BUCKET,
    HOST,
    SSH_USER,
    USER,
    s3_client,
    s3_environment,
    s3_server,
    sftp_server,
    webdav_server,
    write_netrc,
)


class Site(Protocol):
    """A target: its address, and its files as readers see them."""

    @property
    def address(self) -> str: ...
    def files(self) -> dict[str, bytes]: ...
    def stamps(self) -> Mapping[str, object]:
        """What would change with a file that is written again."""

    def reset(self, files: Files) -> None: ...


@dataclass(frozen=True, slots=True)
class DiskSite:
    """A folder, or what a server of this machine has in one."""

    address: str
    root: Path

    def files(self) -> dict[str, bytes]:
        return {name: path.read_bytes() for name, path in self._paths().items()}

    def stamps(self) -> Mapping[str, object]:
        paths = {".": self.root, **self._paths()}
        return {name: (p.stat().st_mtime_ns, p.stat().st_ino) for name, p in paths.items()}

    def _paths(self) -> dict[str, Path]:
        found = (path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path for path in found}

    def reset(self, files: Files) -> None:
        owner = self.root.stat()
        for path in self.root.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        write_files(self.root, files)
        if owner.st_uid != os.getuid():
            for path in self.root.rglob("*"):
                os.chown(path, owner.st_uid, owner.st_gid)


@dataclass(frozen=True, slots=True)
class BucketSite:
    """A folder of a bucket."""

    address: str
    client: Any
    prefix: str = "books/"

    def files(self) -> dict[str, bytes]:
        objects = self._objects()
        return {name: self._get(name) for name in objects}

    def stamps(self) -> Mapping[str, object]:
        return {name: entry["LastModified"] for name, entry in self._objects().items()}

    def _objects(self) -> dict[str, Any]:
        listed = self.client.list_objects_v2(Bucket=BUCKET, Prefix=self.prefix)
        start = len(self.prefix)
        return {entry["Key"][start:]: entry for entry in listed.get("Contents", ())}

    def _get(self, name: str) -> bytes:
        return bytes(self.client.get_object(Bucket=BUCKET, Key=self.prefix + name)["Body"].read())

    def reset(self, files: Files) -> None:
        there = self.files()
        for name in there.keys() - files.keys():
            self.client.delete_object(Bucket=BUCKET, Key=self.prefix + name)
        for name, content in files.items():
            if there.get(name) != content:
                self.client.put_object(Bucket=BUCKET, Key=self.prefix + name, Body=content)


@contextlib.contextmanager
def s3_site(home: Path) -> Iterator[tuple[Site, Line]]:
    with s3_server() as server, line_to(server.port) as line:
        os.environ.update(s3_environment(line.port))
        yield BucketSite(f"s3://{BUCKET}/books", s3_client(server.port)), line


@contextlib.contextmanager
def sftp_site(home: Path) -> Iterator[tuple[Site, Line]]:
    with sftp_server(home) as server, line_to(server.port) as line:
        known = home / ".ssh" / "known_hosts"
        known.write_text(known.read_text().replace(f":{server.port} ", f":{line.port} "))
        assert server.root is not None
        yield DiskSite(f"sftp://{SSH_USER}@{HOST}:{line.port}{server.root}", server.root), line


@contextlib.contextmanager
def webdav_site(home: Path) -> Iterator[tuple[Site, Line]]:
    write_netrc(home)
    with tempfile.TemporaryDirectory() as name, webdav_server(Path(name)) as server:
        root = Path(name) / "books"
        root.mkdir()
        with line_to(server.port) as line:
            yield DiskSite(f"http://{USER}@{HOST}:{line.port}/books", root), line


SITES = {"s3": s3_site, "sftp": sftp_site, "webdav": webdav_site}
