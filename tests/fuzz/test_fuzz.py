"""Trials, and the regressions of earlier ones."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from publish.cli import publish
from publish.cli.console import run_and_map_errors
from tests.badinputs.judging import captured_command
from tests.checks.test_checks import files_in
from tests.fuzz.__main__ import ROOT, trials
from tests.fuzz.mutations import WORDS, mutate
from tests.fuzz.trial import RICH, make_products, prepare, product_text
from tests.fuzz.watch import Watch

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
REGRESSIONS = sorted((HERE / "regressions").glob("*.md"))
BATCHES = [(first, 75) for first in range(0, 150, 75)]


@pytest.fixture(scope="module")
def products(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_products(tmp_path_factory.mktemp("products"))


@pytest.mark.parametrize(("first", "count"), BATCHES)
def test_each_trial_gives_a_valid_product_or_a_message(
    first: int, count: int, products: Path
) -> None:
    outcomes = list(trials(first, count, products))
    assert [outcome for outcome in outcomes if outcome["fault"]] == []
    assert len(outcomes) == count
    statuses = Counter(outcome["status"] for outcome in outcomes)
    assert statuses[0] > count // 5  # if all books were refused, the later stages would be untested
    assert statuses[3] + statuses[4] > count // 5


def test_a_seed_gives_the_same_book(tmp_path: Path) -> None:
    products = tmp_path / "products"
    (products / "book").mkdir(parents=True)
    for name in ("book.epub", "book.pdf"):
        (products / name).write_bytes(name.encode() * 99)
    states = []
    for turn in ("one", "two"):
        for seed in range(40):
            prepare(seed, tmp_path / turn / str(seed), products)
        files = sorted(path for path in (tmp_path / turn).rglob("*") if path.is_file())
        states.append({path.relative_to(tmp_path / turn): path.read_bytes() for path in files})
    assert states[0] == states[1]
    changed = {path.name for path, content in states[0].items() if _differs(path.name, content)}
    assert len(changed) > 10


def _differs(name: str, content: bytes) -> bool:
    return (RICH / name).is_file() and (RICH / name).read_bytes() != content


@pytest.mark.parametrize("kind", [*WORDS, "png"])
def test_changes_of_empty_and_short_files(kind: str) -> None:
    from random import Random

    for seed in range(200):
        for content in (b"", b"a", b"\xff", "é".encode()):
            assert isinstance(mutate(content, kind, Random(seed)), bytes)


def test_the_watch_notices_a_write_outside_and_a_call(tmp_path: Path) -> None:
    """In a process of its own, since an audit hook cannot be removed."""
    program = (
        "import sys, socket, pathlib; from tests.fuzz.watch import Watch; w = Watch();"
        "w.place = pathlib.Path(sys.argv[1]);"
        "(w.place / 'in').write_text('a');"
        "pathlib.Path(sys.argv[1] + '/../out').write_text('a');"
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9));"
        "print([each.split()[0] for each in w.take()])"
    )
    assert Watch.__doc__
    inside = tmp_path / "place"
    inside.mkdir()
    words = [sys.executable, "-B", "-c", program, str(inside)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['open', 'socket.connect']"


def test_the_unchanged_products_are_valid(products: Path) -> None:
    for product in sorted(products.glob("book.*")):
        assert "A note." in product_text(product)
    assert product.name == "book.pdf"


@pytest.mark.parametrize("path", REGRESSIONS, ids=lambda path: path.stem)
def test_regression(path: Path, tmp_path: Path) -> None:
    """A reduced book that once failed, with its expected output, and words of its product."""
    files, expected = re.split(r"^## Ends\n", path.read_text("utf-8"), flags=re.M)
    expected, _, words = expected.partition("## Holds\n")
    home = tmp_path / "BOOK"
    for name, content in files_in(files).items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(content)
    command = ["build", str(home), "--out", str(tmp_path / "out"), "--edition", "epub"]
    with captured_command(["publish", "--quiet", *command], tmp_path) as (stderr, _):
        status = run_and_map_errors(publish)
    output = stderr.getvalue().replace(str(home), "BOOK")
    assert f"{status}\n{output}".strip() == expected.strip()
    if status == 0:
        text = product_text(tmp_path / "out" / "BOOK.epub")
        assert [word for word in words.split() if word not in text] == []
