"""The wheel alone, in an empty environment and an empty folder, builds a book."""

from __future__ import annotations

import sysconfig
import zipfile
from pathlib import Path

import pytest

from publish import __version__
from publish.external import run, run_module

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive as a distributor would."""
    target = tmp_path_factory.mktemp("wheel")
    run_module("build", "--no-isolation", "--outdir", target, ROOT, timeout=300)
    (archive,) = target.glob("*.whl")
    return archive


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that has the wheel and sees our dependencies, but not this checkout."""
    venv = tmp_path_factory.mktemp("installation")
    run_module("venv", "--without-pip", venv, timeout=300)
    python = venv / "bin" / "python"
    where = run([python, "-c", "import site; print(site.getsitepackages()[0])"], timeout=300)
    packages = Path(where.stdout.decode().strip())
    # A path in a .pth file is searched for modules, but its own .pth files are ignored.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip: list[str | Path] = [
        "--python",
        python,
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        wheel,
    ]
    run_module("pip", *pip, timeout=300)
    return venv / "bin"


def test_the_wheel_has_templates_styles_and_licence_but_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    inside = {name.removeprefix("publish/") for name in names if name.startswith("publish/")}
    for folder in ("templates", "styles"):
        there = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts  # compiled templates
        }
        assert there
        assert there <= inside
    assert not [name for name in inside if "__pycache__" in name]
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests", "corpus", "scripts"))]


def test_a_book_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    blank = {"PYTHONPATH": "", "PATH": f"{installed}:/usr/bin:/bin"}
    probe = "import publish; print(publish.__file__)"
    python = installed / "python"
    place = run([python, "-c", probe], timeout=300, folder=tmp_path, environment=blank)
    assert place.stdout.decode().startswith(str(installed.parent))
    for words in (["new", "tides"], ["build", "tides"], ["verify", "tides"]):
        run([installed / "publish", *words], timeout=300, folder=tmp_path, environment=blank)
    products = sorted(path.name for path in (tmp_path / "build" / "tides").iterdir())
    assert products == ["tides.epub", "tides.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "tides"]


def test_the_version_is_the_same_everywhere(installed: Path, wheel: Path) -> None:
    done = run([installed / "publish", "--version"], timeout=300)
    assert done.stdout.decode().split()[-1] == __version__
    assert wheel.name == f"publish_book-{__version__}-py3-none-any.whl"
