"""A small book is released in two places, and the release is damaged in every way."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import time
from base64 import b64decode
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import publish
from publish import external, pipeline
from publish.cache import Cache
from publish.context import Context
from publish.diagnostics import Diagnostic
from publish.errors import CannotWrite, MissingTool, SourceChanged, UsageError
from publish.pipeline import releasing
from publish.releases.check import check_files, check_signed
from publish.releases.record import schema
from publish.releases.signature import InvalidSignature, Signer, check_signature
from tests.releases.book import EBB, Place, write_book

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A secret key without a password, and `.pub`, its public half."""
    minisign = import_module("minisign")
    pair = minisign.KeyPair.generate()
    path = tmp_path_factory.mktemp("keys") / "press"
    path.write_bytes(bytes(pair.secret_key) + b"\n")
    path.with_suffix(".pub").write_bytes(bytes(pair.public_key) + b"\n")
    return path


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory, key: Path) -> Place:
    return Place(tmp_path_factory.mktemp("press"), "tides", key)


@pytest.fixture(scope="module")
def released(press: Place) -> Path:
    return press.release()


@pytest.fixture
def copy(released: Path, tmp_path: Path) -> Path:
    return shutil.copytree(released, tmp_path / "1.0")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def found(folder: Path, key: Path) -> list[Diagnostic]:
    public_key = key.with_suffix(".pub").read_bytes()
    return [*check_files(folder), *check_signed(folder, public_key)[0]]


def test_names_say_what_a_file_is(released: Path) -> None:
    names = set(contents(released))
    assert {"tides-a-primer-1.0.epub", "tides-a-primer-1.0.pdf", "SHA256SUMS"} <= names
    assert {"SHA256SUMS.minisig", "minisign.pub", "provenance.json", "text.json"} <= names


def test_a_release_is_the_same_bytes_in_another_folder_zone_and_year(
    released: Path, tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    elsewhere = Place(tmp_path / "far away", "manuscript", key)
    for path in elsewhere.book.iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert contents(elsewhere.release()) == contents(released)
    monkeypatch.undo()
    time.tzset()


def test_the_record_keeps_to_its_schema(released: Path) -> None:
    validators = import_module("jsonschema_rs")
    record = json.loads((released / "release.json").read_bytes())
    rules = validators.validator_for(json.loads(schema()), validate_formats=True)
    assert [str(error) for error in rules.iter_errors(record)] == []
    for broken in (
        {**record, "contributors": []},
        {**record, "editions": [{**record["editions"][0], "pages": "many"}]},
        {**record, "more": 1},
        {name: value for name, value in record.items() if name != "sections"},
    ):
        assert not rules.is_valid(broken)


def test_the_record_says_what_was_read_back(released: Path) -> None:
    record = json.loads((released / "release.json").read_bytes())
    epub, pdf = record["editions"]
    assert pdf["pages"] >= 3
    assert {"property": "conformsTo", "value": "ua1"} in pdf["claims"]
    assert {"property": "schema:accessMode", "value": "textual"} in epub["claims"]
    assert record["counts"] == {"section": 3, "note": 1, "table": 1}
    assert set(record["sources"]) == {"book.toml", "ebb.md", "flood.md"}
    text = json.loads((released / "text.json").read_bytes())
    assert [section["pages"].keys() for section in text["sections"]] == [{"pdf"}] * 3


def test_provenance_names_the_products_and_the_sources(released: Path) -> None:
    statement = json.loads((released / "provenance.json").read_bytes())
    sums = dict(
        line.split("  ")[::-1] for line in (released / "SHA256SUMS").read_text().splitlines()
    )
    subjects = {each["name"]: each["digest"]["sha256"] for each in statement["subject"]}
    assert subjects == {name: sums[name] for name in sums if name != "provenance.json"}
    names = [
        each.get("name")
        for each in statement["predicate"]["buildDefinition"]["resolvedDependencies"]
    ]
    assert {"book.toml", "ebb.md", "flood.md"} <= set(names)


def test_a_release_is_as_it_was(released: Path, key: Path) -> None:
    assert found(released, key) == []


def test_one_changed_byte_in_any_file_is_found(copy: Path, key: Path) -> None:
    for path in sorted(copy.iterdir()):
        content = path.read_bytes()
        every = (
            range(len(content)) if len(content) < 400 else range(0, len(content), len(content) // 3)
        )
        for at in every:
            path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
            assert found(copy, key), (path.name, at)
        path.write_bytes(content)
    assert found(copy, key) == []


@pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")
def test_minisign_accepts_the_signature_and_finds_each_changed_byte(copy: Path, key: Path) -> None:
    words = ["minisign", "-V", "-q", "-p", str(key.with_suffix(".pub")), "-m"]
    sums, signature = copy / "SHA256SUMS", copy / "SHA256SUMS.minisig"

    def is_accepted() -> bool:
        done = external.run([*words, str(sums)], timeout=20, folder=copy, expect=None)
        return done.status == 0

    assert is_accepted()
    for path in (sums, signature):
        content = path.read_bytes()
        step = 1 if path == signature else len(content) // 20
        for at in range(0, len(content), step):
            changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
            if is_same_base64(changed, content):
                continue
            path.write_bytes(changed)
            assert not is_accepted(), (path.name, at)
        path.write_bytes(content)


def is_same_base64(one: bytes, other: bytes) -> bool:
    """Whether lines differ in the bits alone that the last character of base64 has to spare."""
    pairs = zip(one.split(b"\n"), other.split(b"\n"), strict=False)
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    try:
        decoded = [(b64decode(a, validate=True), b64decode(b, validate=True)) for a, b in differing]
    except ValueError:  # a line of words
        return False
    return all(a == b for a, b in decoded)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda folder: (folder / "cover.png").unlink(), "REL-002"),
        (lambda folder: (folder / "extra.txt").write_text("new"), "REL-002"),
        (lambda folder: (folder / "SHA256SUMS.minisig").unlink(), "REL-003"),
        (lambda folder: rewrite_sums(folder), "REL-003"),
    ],
    ids=["missing", "new", "unsigned", "rewritten"],
)
def test_what_else_can_be_wrong_is_found(copy: Path, key: Path, damage: Any, code: str) -> None:
    damage(copy)
    assert code in {each.code for each in found(copy, key)}


def rewrite_sums(folder: Path) -> None:
    """Change a file and the checksums with it, as a forger would."""
    page = folder / "RELEASE-NOTES.md"
    old = hashlib.sha256(page.read_bytes()).hexdigest()
    page.write_text("# Forged\n")
    sums = folder / "SHA256SUMS"
    sums.write_text(sums.read_text().replace(old, hashlib.sha256(page.read_bytes()).hexdigest()))


def test_the_sources_give_the_release_again(press: Place, released: Path) -> None:
    assert publish.check_release(released, press.book) == []


def test_other_sources_are_named(released: Path, tmp_path: Path) -> None:
    book = write_book(tmp_path / "tides", ebb=EBB.replace("out", "away"))
    (difference,) = publish.check_release(released, book)
    assert (difference.code, Path(difference.location.path).name) == ("REL-004", "ebb.md")


def test_another_key_is_not_accepted(released: Path, key: Path) -> None:
    minisign = import_module("minisign")
    other = bytes(minisign.KeyPair.generate().public_key)
    sums, signature = (released / name for name in ("SHA256SUMS", "SHA256SUMS.minisig"))
    with pytest.raises(InvalidSignature):
        check_signature(sums.read_bytes(), signature.read_bytes(), other)


def test_a_key_with_a_password_needs_it(key: Path, tmp_path: Path) -> None:
    minisign = import_module("minisign")
    secret = minisign.SecretKey.from_file(key)
    secret.encrypt("open", opslimit=32768, memlimit=16777216)
    (tmp_path / "locked").write_bytes(bytes(secret))
    assert Signer.open(tmp_path / "locked", "open").public_key
    with pytest.raises(UsageError, match="wrong password"):
        Signer.open(tmp_path / "locked", "shut")


def test_a_key_inside_the_book_or_the_releases_is_refused(press: Place) -> None:
    for folder in (press.book, press.home / "dist"):
        with pytest.raises(UsageError, match="is inside"):
            releasing.open_key(folder / "deep" / "key", [press.book, press.home / "dist"], "")


def test_a_missing_library_for_signatures_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "minisign", None)
    with pytest.raises(MissingTool) as raised:
        Signer.open(Path("key"))
    assert raised.value.hint == 'pip install "publish-book[sign]"'


def test_an_earlier_release_survives_a_failure(
    press: Place, released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(released)

    def full(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("publish.releases.folder.provenance", full)
    with pytest.raises(CannotWrite):
        press.release()
    assert contents(released) == before
    assert [path.name for path in released.parent.iterdir()] == ["1.0"]


@pytest.mark.usefixtures("released")
def test_a_file_that_is_saved_during_a_release_stops_it(
    press: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build_then_save(*words: Any) -> Any:
        artifacts = pipeline.build(*words)
        (press.book / "ebb.md").write_text(EBB + "\nMore.\n", encoding="utf-8")
        return artifacts

    monkeypatch.setattr(releasing, "build", build_then_save)
    with pytest.raises(SourceChanged, match=r"`ebb\.md` changed during the release"):
        press.release()
    write_book(press.book)


@pytest.fixture
def without_validators(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(products: object, names: Any, cache: object, on_missing: Any) -> Iterator[None]:
        for name in ("EPUBCheck", "Ace", "veraPDF"):
            on_missing(name, MissingTool(f"no {name}", hint=f"install {name}"))
        yield from ()

    monkeypatch.setattr(releasing, "run_validators", missing)


@pytest.mark.usefixtures("without_validators")
def test_the_next_version_says_what_changed_and_which_validators_are_missing(
    press: Place, released: Path
) -> None:
    later = EBB.replace("goes out", "leaves") + "\n## Neaps {#neaps}\n\nIt is high without.\n"
    write_book(press.book, "1.1", ebb=later)
    context = Context(cache=Cache(press.home / "cache"))
    folder = publish.release(
        press.book, press.home / "dist", out=press.home / "out", context=context
    )
    write_book(press.book)
    assert [each.code for each in context.report] == ["REL-005"] * 3
    record = json.loads((folder / "release.json").read_bytes())
    outcomes = [each["outcome"] for edition in record["editions"] for each in edition["validators"]]
    assert outcomes == ["missing"] * 3
    assert record["previous"] == "1.0"
    notes = (folder / "RELEASE-NOTES.md").read_text()
    assert "## New\n\n- 1.1 Neaps\n" in notes
    assert "- Chapter 1. Ebb: 2 words removed, 1 added\n" in notes
    changes = publish.diff(released / "release.json", folder)
    assert [place.id for place in changes.added] == ["neaps"]
    assert "leaves" in (folder / "changes.html").read_text()
