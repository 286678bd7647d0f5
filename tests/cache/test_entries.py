"""An entry is loaded as it was stored, or not at all; errors of the disk only cost time."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.cache import Cache, digest
from publish.errors import UsageError

KEY = digest("a chapter")
OTHER = digest("another chapter")
CONTENT = b"The sea goes out.\n" * 300


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def place(cache: Cache, key: str = KEY) -> Path:
    assert cache.folder is not None
    return cache.folder / "page" / key


def test_an_entry_is_loaded_by_its_name_alone(cache: Cache) -> None:
    assert cache.load("page", KEY) is None
    assert not cache.contains("page", KEY)
    cache.store("page", KEY, CONTENT)
    assert cache.load("page", KEY) == CONTENT
    assert [cache.contains("page", key) for key in (KEY, OTHER)] == [True, False]
    assert cache.load("page", OTHER) is None
    assert cache.load("drawing", KEY) is None


@pytest.mark.parametrize("content", [b"", b"\0", bytes(range(256)) * 4096], ids=len)
def test_any_bytes_may_be_stored_and_replaced(cache: Cache, content: bytes) -> None:
    cache.store("page", KEY, CONTENT)
    cache.store("page", KEY, content)
    assert cache.load("page", KEY) == content


def flip(where: int) -> Callable[[bytes], bytes]:
    return lambda entry: entry[:where] + bytes([entry[where] ^ 1]) + entry[where + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "magic": flip(0),
    "version": flip(14),
    "first of the seal": flip(16),
    "last of the seal": flip(47),
    "first of the content": flip(48),
    "middle": flip(3000),
    "empty": lambda entry: b"",
    "cut in the header": lambda entry: entry[:20],
    "header alone": lambda entry: entry[:48],
    "cut": lambda entry: entry[:-1],
    "half": lambda entry: entry[: len(entry) // 2],
    "zeros at the end": lambda entry: entry[:2000] + bytes(len(entry) - 2000),
    "longer": lambda entry: entry + b"\n",
    "foreign": lambda entry: b"%PDF-1.7\n" + entry,
    "content alone": lambda entry: entry[48:],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=list(DAMAGE))
def test_a_damaged_entry_is_removed_silently(
    cache: Cache, damage: Callable[[bytes], bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    cache.store("page", KEY, CONTENT)
    place(cache).write_bytes(damage(place(cache).read_bytes()))
    assert cache.load("page", KEY) is None
    assert not place(cache).exists()
    cache.store("page", KEY, CONTENT)
    assert cache.load("page", KEY) == CONTENT
    assert capfd.readouterr() == ("", "")


def test_an_entry_under_another_name_is_not_loaded(cache: Cache) -> None:
    cache.store("page", KEY, CONTENT)
    place(cache).rename(place(cache, OTHER))
    assert cache.load("page", OTHER) is None
    assert not place(cache, OTHER).exists()


def test_a_link_in_place_of_an_entry_is_not_followed(cache: Cache, tmp_path: Path) -> None:
    cache.store("page", KEY, CONTENT)
    place(cache).rename(tmp_path / "elsewhere")
    place(cache).symlink_to(tmp_path / "elsewhere")
    assert cache.load("page", KEY) is None
    cache.store("page", KEY, CONTENT)
    assert cache.load("page", KEY) == CONTENT
    assert (tmp_path / "elsewhere").is_file()


def test_a_pipe_in_place_of_an_entry_does_not_block(cache: Cache) -> None:
    cache.store("page", KEY, CONTENT)
    place(cache).unlink()
    os.mkfifo(place(cache))
    assert cache.load("page", KEY) is None
    assert not place(cache).exists()


def test_a_folder_in_place_of_an_entry_is_not_removed(cache: Cache) -> None:
    place(cache).mkdir(parents=True)
    assert cache.load("page", KEY) is None
    cache.store("page", KEY, CONTENT)
    assert cache.load("page", KEY) is None
    assert place(cache).is_dir()


@pytest.mark.parametrize(
    ("kind", "key"),
    [("", KEY), ("../page", KEY), ("Page", KEY), ("page", ""), ("page", "../" + KEY[3:])],
)
def test_a_name_with_a_path_is_an_error(cache: Cache, kind: str, key: str) -> None:
    with pytest.raises(ValueError, match="is not a name of an entry"):
        cache.load(kind, key)
    with pytest.raises(ValueError, match="is not a name of an entry"):
        cache.store(kind, key, CONTENT)


def test_files_are_private(cache: Cache, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        cache.store("page", KEY, CONTENT)
    finally:
        os.umask(before)
    paths = [tmp_path / "cache", *(tmp_path / "cache").rglob("*")]
    assert len(paths) == 5
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_dir()} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_file()} == {0o600}


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777, 0o1777])
def test_a_folder_that_others_may_write_to_is_not_used(cache: Cache, mode: int) -> None:
    cache.store("page", KEY, CONTENT)
    assert cache.folder is not None
    cache.folder.chmod(mode)
    assert cache.unsafe_reason == ("other users may write to it" if mode & 0o022 else None)
    assert not cache.contains("page", KEY)
    assert cache.load("page", KEY) is None
    cache.store("page", OTHER, CONTENT)
    assert not place(cache, OTHER).exists()


def test_a_folder_of_another_user_is_not_used(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.store("page", KEY, CONTENT)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert cache.unsafe_reason == "it belongs to another user"
    assert cache.load("page", KEY) is None
    cache.store("page", OTHER, CONTENT)
    assert not place(cache, OTHER).exists()


def test_a_file_in_place_of_the_folder_is_not_used(cache: Cache) -> None:
    assert cache.folder is not None
    cache.folder.write_bytes(b"mine")
    cache.store("page", KEY, CONTENT)
    assert cache.load("page", KEY) is None
    assert cache.unsafe_reason == "it is not a folder"
    assert cache.folder.read_bytes() == b"mine"


@pytest.mark.parametrize("call", ["open", "mkdir", "replace", "write"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS])
def test_errors_of_the_disk_are_ignored(
    cache: Cache, call: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.store("page", OTHER, CONTENT)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        cache.store("drawing", KEY, CONTENT)
    entry = cache.load("drawing", KEY)
    # This call only writes the count of stored blocks.
    assert entry == (CONTENT if call == "write" else None)
    assert cache.load("page", OTHER) == CONTENT
    assert cache.folder is not None
    assert not [path for path in cache.folder.rglob(".*") if path.is_file()]


def test_an_unreadable_entry_is_none(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.store("page", KEY, CONTENT)

    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        assert cache.load("page", KEY) is None
    assert cache.load("page", KEY) == CONTENT


def test_off_stores_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PUBLISH_CACHE", "off")
    monkeypatch.setenv("HOME", str(tmp_path))
    cache = Cache.default()
    cache.store("page", KEY, CONTENT)
    assert cache.folder is None
    assert cache.load("page", KEY) is None
    assert not list(tmp_path.iterdir())


def test_the_folder_is_the_users_or_that_of_the_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PUBLISH_CACHE")
    assert Cache.default() == Cache(tmp_path / "home" / "publish", 2_048_000_000)
    monkeypatch.setenv("PUBLISH_CACHE", "")
    assert Cache.default().folder == tmp_path / "home" / "publish"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUBLISH_CACHE", "here")
    assert Cache.default().folder == tmp_path / "here"
    monkeypatch.setenv("PUBLISH_CACHE_LIMIT", "5")
    assert Cache.default().limit == 5_000_000


@pytest.mark.parametrize("limit", ["much", "-1", "1.5", "1e3", "٣"])
def test_a_limit_is_a_whole_number(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLISH_CACHE_LIMIT", limit)
    with pytest.raises(UsageError, match="PUBLISH_CACHE_LIMIT"):
        Cache.default()


def test_backups_skip_it(cache: Cache) -> None:
    cache.store("page", KEY, CONTENT)
    assert cache.folder is not None
    tag = (cache.folder / "CACHEDIR.TAG").read_bytes()
    assert tag.startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")
