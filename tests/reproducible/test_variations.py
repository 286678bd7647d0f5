"""The same book has the same bytes under twelve other conditions.

Each condition is one thing that a product could depend on, for the build and its children. Those
that can hold together do so in one build; where that differs, each is tried alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from tests.machine import lack

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
RICH = ROOT / "tests" / "books" / "rich"
HERE = Path(__file__).parent
NAMES = ("rich.epub", "rich.pdf")
_2099 = "4083955200"
_ANOTHER = 54321  # a user that no machine has

Products = dict[str, str]


def build(
    place: Path,
    environment: Mapping[str, str] | None = None,
    *,
    words: Sequence[str] = (),
    book: Path | None = None,
    umask: int = -1,
) -> Products:
    """Copy the book below `place`, build it there, and give the hash of each product.

    `words` stand before the command, such as a program that changes what it sees.
    """
    home = book or place / "rich"
    place.mkdir(exist_ok=True)
    shutil.copytree(RICH, home)
    command = [sys.executable, "-m", "publish", "--quiet", "build", str(home), "--out"]
    done = subprocess.run(
        [*words, *command, str(place / "out")],
        cwd=place,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(HERE / "elsewhere"), str(ROOT)]),
            "PUBLISH_CACHE": "off",
            **(environment or {}),
        },
        capture_output=True,
        text=True,
        timeout=300,
        umask=umask,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return products(place / "out")


def products(out: Path) -> Products:
    """The hash of each product in a folder with nothing else."""
    assert sorted(path.name for path in out.iterdir()) == sorted(NAMES)
    return {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in NAMES}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Products:
    """The products under unchanged conditions."""
    return build(tmp_path_factory.mktemp("here"))


ENVIRONMENTS: dict[str, Mapping[str, str]] = {
    "time": {"ELSEWHERE_CLOCK": _2099, "SOURCE_DATE_EPOCH": "1"},
    "zone": {"TZ": "Asia/Kathmandu"},
    "locale": {
        "LC_ALL": "C",
        "LANG": "tr_TR.ISO-8859-9",
        "LANGUAGE": "tr",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    },
    "home": {"HOME": "/nowhere", "XDG_CACHE_HOME": "/nowhere/cache", "XDG_CONFIG_HOME": "/nowhere"},
    "hash seed": {"PYTHONHASHSEED": "4711"},
    "file order": {"ELSEWHERE_ORDER": "backwards"},
    "one core": {"ELSEWHERE_CORES": "1"},
}


def test_other_conditions(here: Products, tmp_path: Path) -> None:
    """All environments at once, for a book in a strange folder and files of the user alone."""
    merged = {name: value for each in ENVIRONMENTS.values() for name, value in each.items()}
    book = tmp_path / "far away, über" / "漢字 $HOME" / "rich"
    book.parent.mkdir(parents=True)
    made = build(tmp_path / "all", merged, book=book, umask=0o077)
    modes = {stat.S_IMODE((tmp_path / "all" / "out" / name).stat().st_mode) for name in NAMES}
    assert modes == {0o644}
    assert made == here, f"it depends on {_guilty(here, tmp_path) or 'folder or umask'}"


def _guilty(here: Products, place: Path) -> list[str]:
    """The environments that alone change a product."""
    return [name for name, each in ENVIRONMENTS.items() if build(place / name, each) != here]


def test_seven_cores(here: Products, tmp_path: Path) -> None:
    assert build(tmp_path, {"ELSEWHERE_CORES": "7"}) == here


def test_user(here: Products, tmp_path: Path) -> None:
    names = {"USER": "somebody", "LOGNAME": "somebody", "HOME": str(tmp_path)}
    assert build(tmp_path, names, words=as_another(tmp_path)) == here


def _can_run(words: Sequence[str]) -> bool:
    """Whether another user can read the program, which may be in somebody's own folder."""
    command = [*words, sys.executable, "-c", "import publish"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, env=environment).returncode == 0


def as_another(place: Path) -> list[str]:
    """The command that runs a program as another user.

    That is one of a namespace (user_namespaces(7)), or for root one of the machine. Where neither
    is allowed, nothing is shown about users.
    """
    inside = ["unshare", "--user", f"--map-user={_ANOTHER}", f"--map-group={_ANOTHER}"]
    outside = ["setpriv", f"--reuid={_ANOTHER}", f"--regid={_ANOTHER}", "--clear-groups"]
    for words in (inside, outside):
        try:
            done = subprocess.run([*words, "id", "-u"], capture_output=True, text=True)
        except FileNotFoundError:
            continue
        if done.stdout.strip() == str(_ANOTHER) and _can_run(words):
            if words is outside:
                for folder in (place, *place.parents[:3]):
                    folder.chmod(0o777)
            return words
    raise lack(
        "users",
        "no other user: none is allowed here, or none can read the program",
    )


def test_built_twice(here: Products, tmp_path: Path) -> None:
    """Twice in one process."""
    program = (
        "import sys; from publish.cli import publish\n"
        "from publish.cli.console import run_and_map_errors\n"
        "book, *outs = sys.argv[1:]\n"
        "for out in outs:\n"
        "    sys.argv = ['publish', '--quiet', 'build', book, '--out', out]\n"
        "    assert run_and_map_errors(publish) == 0\n"
    )
    outs = [str(tmp_path / name) for name in ("first", "second")]
    words = [sys.executable, "-c", program, str(RICH), *outs]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PUBLISH_CACHE": "off"}
    subprocess.run(words, env=environment, check=True, timeout=300)
    assert [products(Path(out)) for out in outs] == [here, here]


def test_cache(here: Products, tmp_path: Path) -> None:
    """An empty cache, a full one, and one with the entries of another text."""
    cached = {"PUBLISH_CACHE": str(tmp_path / "cache")}
    assert build(tmp_path / "cold", cached) == here
    assert any((tmp_path / "cache").rglob("*"))
    assert build(tmp_path / "warm", cached) == here
    other = tmp_path / "other"
    edit(other, cached, lambda text: text.replace("Two tines", "Three tines"))
    assert build(tmp_path / "back", cached) == here


def edit(place: Path, environment: Mapping[str, str], change: Callable[[str], str]) -> None:
    """Build the book with another text."""
    shutil.copytree(RICH, place / "rich")
    page = place / "rich" / "tools.md"
    before = page.read_text("utf-8")
    page.write_text(change(before), "utf-8")
    assert page.read_text("utf-8") != before
    words = [sys.executable, "-m", "publish", "--quiet", "build", "rich", "--out", "out"]
    merged = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    subprocess.run(words, cwd=place, env=merged, check=True, timeout=300)
