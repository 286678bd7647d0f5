"""What is sent and removed, refused and left alone; the target is a folder."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from publish.api import releases
from publish.delivery import connection
from publish.delivery.state import JOURNAL
from publish.delivery.stores import Digest
from publish.delivery.stores.folder import FolderStore
from publish.diagnostics import ContentError
from publish.files import parse_checksum_lines
from tests.delivery.dists import FIRST, MORE, REPLACED, WITH_NOTES, Files, write_files
from tests.delivery.sites import DiskSite


@pytest.fixture
def site(tmp_path: Path) -> DiskSite:
    (tmp_path / "public").mkdir()
    return DiskSite(str(tmp_path / "public"), tmp_path / "public")


def deliver(site: DiskSite, files: Files, **options: Any) -> Any:
    """Deliver files as a folder of their own."""
    number = len(list(site.root.parent.iterdir()))
    dist = site.root.parent / f"dist-{number}"
    write_files(dist, files)
    return releases.deliver(dist, site.address, **options)


def codes(site: DiskSite, files: Files, **options: Any) -> list[str]:
    with pytest.raises(ContentError) as caught:
        deliver(site, files, **options)
    return [each.code for each in caught.value.report]


def test_only_what_is_new_is_sent(site: DiskSite) -> None:
    assert deliver(site, FIRST).unchanged == 0
    done = deliver(site, MORE)
    new = {name for name in MORE if MORE[name] != FIRST.get(name)}
    assert set(done.sent) == {*new, "SHA256SUMS", "tides/latest", "weirs/latest"}
    assert done.size == sum(len(site.files()[name]) for name in done.sent)
    assert {name: site.files()[name] for name in MORE} == dict(MORE)


def test_nothing_new_writes_nothing_and_a_dry_run_neither(site: DiskSite) -> None:
    deliver(site, FIRST)
    stamps = site.stamps()
    assert deliver(site, FIRST).sent == []
    assert len(deliver(site, MORE, dry_run=True).sent) > 5
    assert site.stamps() == stamps


def test_the_stages_follow_each_other(site: DiskSite) -> None:
    sent = deliver(site, MORE).sent
    lists = [name for name in sent if name.endswith("SHA256SUMS")]
    assert sent[-6:] == [*lists, "tides/latest", "weirs/latest"]
    assert lists[-1] == "SHA256SUMS"
    assert set(sent[-8:-6]) == {"index.html", "catalogue/feed 1.xml"}


def test_the_list_has_the_pages_and_the_lists_of_releases(site: DiskSite) -> None:
    deliver(site, MORE)
    listed = parse_checksum_lines(site.files()["SHA256SUMS"].decode())
    assert sorted(listed) == [
        "catalogue/feed 1.xml",
        "index.html",
        "tides/1.0/SHA256SUMS",
        "tides/1.1/SHA256SUMS",
        "tides/latest",
        "weirs/2.0/SHA256SUMS",
        "weirs/latest",
    ]
    for name, sha256 in listed.items():
        assert hashlib.sha256(site.files()[name]).hexdigest() == sha256


def test_a_part_of_the_releases_leaves_the_others_in_the_list_and_latest(site: DiskSite) -> None:
    deliver(site, MORE)
    before = site.files()
    assert deliver(site, {name: MORE[name] for name in MORE if "tides/1.1" not in name}).sent == []
    assert site.files() == before
    assert before["tides/latest"] == b"1.1\n"


def test_a_release_that_was_delivered_is_not_changed(site: DiskSite) -> None:
    deliver(site, WITH_NOTES)
    before = site.files()
    assert codes(site, REPLACED) == ["DEL-003"]
    assert site.files() == before
    renamed = {name.replace("/1.0/", "/1.0.1/"): content for name, content in REPLACED.items()}
    deliver(site, renamed)
    assert site.files()["tides/latest"] == b"1.0.1\n"
    deliver(site, REPLACED, replace=True)
    assert {name for name in site.files() if "/1.0/" in name} == {
        name for name in REPLACED if "/1.0/" in name
    }


def test_one_that_is_not_complete_may_change(site: DiskSite) -> None:
    write_files(site.root, {n: WITH_NOTES[n] for n in WITH_NOTES if "SHA256SUMS" not in n})
    deliver(site, REPLACED)
    assert {name: site.files()[name] for name in REPLACED} == dict(REPLACED)
    assert "tides/1.0/notes.md" not in site.files()


def test_pages_are_removed_where_that_is_asked(site: DiskSite) -> None:
    deliver(site, MORE)
    write_files(site.root, {"other.html": b"of somebody else"})
    fewer = {name: MORE[name] for name in MORE if "feed" not in name and "weirs" not in name}
    assert "catalogue/feed 1.xml" in site.files()
    assert deliver(site, fewer).removed == []
    assert deliver(site, fewer, delete=True).removed == ["catalogue/feed 1.xml"]
    assert "other.html" in site.files()
    assert "weirs/2.0/a book.epub" in site.files()
    assert b"feed" not in site.files()["SHA256SUMS"]
    assert deliver(site, fewer, delete=True).sent == []


def test_what_a_cut_left_in_doubt_is_read_back(site: DiskSite) -> None:
    deliver(site, FIRST)
    (site.root / JOURNAL).write_text(json.dumps(["index.html"]))
    write_files(site.root, {"index.html": b"ONE BOOK", "tides/1.0/.x.part": b"half"})
    done = deliver(site, FIRST)
    assert done.sent == ["index.html"]
    assert set(done.removed) == {"tides/1.0/.x.part", JOURNAL}
    assert site.files()["index.html"] == b"one book"


@pytest.mark.parametrize("content", ["", "{", "7", "null"])
def test_a_journal_that_cannot_be_read_leaves_all_in_doubt(site: DiskSite, content: str) -> None:
    deliver(site, FIRST)
    (site.root / JOURNAL).write_text(content)
    write_files(site.root, {"index.html": b"ONE BOOK"})
    assert deliver(site, FIRST).sent == ["index.html"]
    assert JOURNAL not in site.files()


def test_a_file_that_comes_back_with_other_bytes(
    site: DiskSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PAUSES", ())
    wrong = Digest(3, "0" * 64)
    with monkeypatch.context() as patch:
        patch.setattr(FolderStore, "digest", lambda *_: wrong)
        assert codes(site, FIRST) == ["DEL-010"]
    assert [name for name in site.files() if not Path(name).name.startswith(".")] == []
    deliver(site, FIRST)
    assert {name: site.files()[name] for name in FIRST} == dict(FIRST)


def test_a_full_disk(site: DiskSite) -> None:
    (site.root / "tides/1.0").mkdir(parents=True)
    part = site.root / "tides/1.0/.a book.epub.part"
    part.symlink_to("/dev/full")
    assert codes(site, FIRST) == ["DEL-008"]
    part.unlink()
    deliver(site, FIRST)
    assert {name: site.files()[name] for name in FIRST} == dict(FIRST)


def test_a_folder_that_cannot_be_written(site: DiskSite) -> None:
    for target in ("/dev/null/nowhere", str(site.root / "file" / "books")):
        (site.root / "file").touch()
        assert codes(DiskSite(target, site.root), FIRST) == ["DEL-009"]


def test_folders_that_are_not_delivered(site: DiskSite, tmp_path: Path) -> None:
    one = {name.removeprefix("tides/1.0/"): FIRST[name] for name in FIRST if "tides" in name}
    assert codes(site, one) == ["DEL-002"]
    assert codes(site, {".hidden": b"", ".git/config": b""}) == ["DEL-002"]
    assert codes(site, {**FIRST, "a\nb.html": b""}) == ["DEL-002"]
    write_files(tmp_path / "linked", FIRST)
    (tmp_path / "linked" / "page.html").symlink_to("/etc/hostname")
    with pytest.raises(ContentError, match="DEL-002"):
        releases.deliver(tmp_path / "linked", site.address)
    assert site.files() == {}


def test_a_release_that_is_damaged_here_is_not_delivered(site: DiskSite) -> None:
    assert codes(site, {**FIRST, "tides/1.0/web/index.html": b"<p>t1des</p>"}) == ["REL-002"]
    assert site.files() == {}
