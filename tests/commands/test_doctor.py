"""`publish doctor`: what is there, what is not, and how to install it."""

from __future__ import annotations

import datetime
import re
import shutil
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from publish import api, external
from publish.api.shops import shop_profiles
from publish.cli import doctor, publish
from publish.csl import library
from publish.errors import ExitCode, MissingTool
from publish.outputs.pdf.layout import patches
from publish.verification.validators import ace

ROOT = Path(__file__).resolve().parents[2]
_OF_THE_PROJECT = {"bench", "build", "dev"}  # extras that only a checkout needs


def run_doctor() -> Result:
    return CliRunner().invoke(publish, ["doctor"])


@pytest.mark.java
@pytest.mark.browser
def test_a_machine_that_runs_the_tests_has_everything() -> None:
    done = run_doctor()
    assert done.exit_code == ExitCode.OK
    shown = done.stdout.splitlines()
    by_the_day = ("profiles of shops", "rules of printers")
    lines = [line for line in shown if not line.startswith(by_the_day)]
    assert len(set(lines)) == len(lines) > 20
    assert all(line.endswith(": ok") for line in lines)


def without_library(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(doctor, "_LIBRARIES", {"libnowhere.so.9": ("Nowhere", "libnowhere9")})


def another_engine(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(patches, "survey", lambda: ({}, {"note_area": "its source has changed"}))


def another_machine(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(patches, "survey", lambda: ({}, {"draw": "it does not support this machine"}))


def another_version(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(patches, "VERSION", "71.0")


def without_font(patch: pytest.MonkeyPatch) -> None:
    def load(_: str) -> None:
        raise MissingTool("no font", hint="pip install some-font")

    patch.setattr(doctor, "load_theme", load)


def without_space(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0))


def without_java(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(external, "locate_program", lambda _: None)
    patch.setattr(doctor, "_RUNTIMES", Path("/nowhere"))


def without_cache(patch: pytest.MonkeyPatch) -> None:
    patch.setenv("PUBLISH_CACHE", "/dev/null/nowhere")


def without_validators(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(doctor, "_EXTRAS", {"EPUBCheck": ("nowhere_at_all", "validate")})


def without_styles(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(library, "_styles_folder", lambda: None)


def another_owner(patch: pytest.MonkeyPatch) -> None:
    class Command:
        dist = SimpleNamespace(name="publish")

    patch.setattr(doctor, "entry_points", lambda **_: [Command])


def without_ace(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ace, "HOME", Path("/nowhere"))


@pytest.mark.parametrize(
    ("remove", "expected", "code"),
    [
        (another_owner, "command `publish`: also installed by the package publish, but opt", 0),
        (without_styles, "3 citation styles: missing, but optional\n  pip install ", 0),
        (without_ace, "Ace: missing, but optional\n  in a checkout: ", 0),
        (without_library, "Nowhere: missing\n  sudo apt-get install libnowhere9\n", 5),
        (another_engine, "patch note_area: its source has changed\n  pip install weasyprint==", 5),
        (another_machine, "draw is left out, it does not support this machine, but optional\n", 0),
        (another_version, "70.0: not 71.0, for which the patches were written: pages may diff", 0),
        (without_font, "fonts of the theme classic: missing\n  pip install some-font\n", 5),
        (without_space, "free disk space, 0 bytes: missing\n  free space on this disk\n", 5),
        (without_java, "missing, but optional\n  sudo apt-get install default-jre-headless\n", 0),
        (without_cache, "/dev/null is not writable, but optional\n  publish cache clear, or", 0),
        (without_validators, 'missing, but optional\n  pip install "publish-book[validate]"\n', 0),
    ],
)
def test_what_is_missing(
    remove: object, expected: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(remove)
    remove(monkeypatch)
    done = run_doctor()
    assert expected in done.stdout
    assert done.exit_code == code


def test_what_a_remedy_names_is_what_the_setup_installs() -> None:
    remedies = "\n".join(finding.remedy for finding in doctor.check_requirements(Path.cwd()))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    setup = (ROOT / "scripts" / "bootstrap.py").read_text("utf-8")
    packages = re.findall(r"apt-get install (\S+)", remedies)
    assert [name for name in packages if f'("{name}", ' not in setup] == []
    extras = re.findall(r"publish-book\[([\w-]+)\]", remedies)
    assert set(extras) == set(project["optional-dependencies"]) - _OF_THE_PROJECT
    versions = re.findall(r"pip install (weasyprint==\S+)", remedies)
    assert set(versions) <= set(project["dependencies"])
    assert min(map(len, (packages, extras, versions))) > 1


def test_the_cache_in_another_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_cache(monkeypatch)
    assert " or set PUBLISH_CACHE to another folder" in run_doctor().stdout
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    assert f"cache in {tmp_path}/cache, 0 bytes: ok" in run_doctor().stdout


def test_profiles_that_were_not_read_for_a_year() -> None:
    days = [rule.read for shop in shop_profiles().values() for rule in shop.rule]
    assert doctor.check_profiles(min(days)).ok
    later = doctor.check_profiles(max(days) + datetime.timedelta(days=400))
    assert not later.ok
    assert later.optional
    assert "kobo" in later.problem


_OWN_PRINTER = (
    'name = "Quayside"\nsource = "a letter"\nread = {}\n[[paper]]\nid = "a"\npage = "1mm"\n'
)
_PRINTED_BOOK = """
[book]
title = "A"
language = "en"
[structure]
bodymatter = ["a.md"]
[editions.pdf]
format = "pdf"
[editions.press]
format = "print"
printer = "quayside.toml"
"""


def test_printers_of_a_book_whose_rules_were_not_read_for_a_year(tmp_path: Path) -> None:
    today = max(printer.read for printer in api.printers().values())
    (tmp_path / "book.toml").write_text(_PRINTED_BOOK)
    own = tmp_path / "quayside.toml"
    own.write_text(_OWN_PRINTER.format(today))
    assert doctor.check_printers(today, tmp_path).ok
    own.write_text(_OWN_PRINTER.format(today - datetime.timedelta(days=400)))
    found = doctor.check_printers(today, tmp_path)
    assert found.problem.startswith("quayside.toml: read more than a year ago")
    own.write_text("not a printer")
    assert doctor.check_printers(today, tmp_path).ok, "a build reports what is wrong with it"


def test_printers_whose_rules_were_not_read_for_a_year(tmp_path: Path) -> None:
    days = [printer.read for printer in api.printers().values()]
    assert doctor.check_printers(min(days), tmp_path).ok
    later = doctor.check_printers(max(days) + datetime.timedelta(days=400), tmp_path)
    assert not later.ok
    assert "offset" in later.problem
