"""`make compare`: builds one text with the toolchain and other tools, and writes bench/PEERS.md and
the tables of the handbook.

Every product is built twice, in two folders, and once more from the text without one alternative
text. `--peers` selects some of the tools; the last results of the others are used again.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench import book
from bench.blocks import Composition
from bench.comparison import handbook, text
from bench.comparison.assessment import NOTHING, ProductResult, assess_epub, assess_pdf
from bench.comparison.epub import EpubReader
from bench.comparison.peers import PEERS, Peer
from bench.comparison.peers.peer import BuildFailed, Product, set_clock
from bench.comparison.report import render
from publish.cache import Cache
from publish.verification.claims import read_claims
from publish.verification.validators import Verdict, validate, validate_accessibility

ROOT = Path(__file__).parent.parent.parent
_RESULTS_FILE = "results.json"
_FEATURE = "schema:accessibilityFeature"


class PeerFolder:
    """The folder in which one tool works."""

    def __init__(self, peer: Peer, folder: Path) -> None:
        self._peer = peer
        self._folder = folder
        shutil.rmtree(folder, ignore_errors=True)

    def prepare(self, run: str, composition: Composition) -> Path:
        """A folder with the input of one run; its name is the same in every run."""
        folder = self._folder / run / "slow-river"
        folder.mkdir(parents=True)
        book.draw(composition, folder)
        self._peer.write(composition, folder)
        return folder


def main(arguments: Sequence[str]) -> int:
    """Compare the selected tools; 1, and nothing is written, if one has no results yet."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.comparison.run")
    known = [peer.name for peer in PEERS]
    parser.add_argument("--peers", nargs="+", default=known, choices=known, metavar="PEER")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "compare")
    parser.add_argument("--results", type=Path, default=ROOT / "bench" / "PEERS.md")
    parser.add_argument("--tables", type=Path, default=ROOT / "corpus" / "handbook" / "tables")
    options = parser.parse_args(arguments)
    work = options.work.resolve()
    for peer in PEERS:
        if peer.name in options.peers:
            _save(work / peer.name.lower(), _compare(peer, work))
    known_products = {peer.name: _load(work / peer.name.lower()) for peer in PEERS}
    results = {
        name: [each for products in known_products.values() for each in products.get(name, [])]
        for name in ("epub", "pdf")
    }
    document = render(
        [peer for peer in PEERS if known_products[peer.name]], results, text.compose()
    )
    print(document)
    if any(not products for products in known_products.values()):
        return 1
    options.results.write_text(document, encoding="utf-8")
    handbook.write(results, options.tables)
    return 0


Outcomes = dict[str, list[ProductResult]]
"""The results of the products of a tool, by format."""


def _save(folder: Path, outcomes: Outcomes) -> None:
    document = {name: [asdict(each) for each in products] for name, products in outcomes.items()}
    (folder / _RESULTS_FILE).write_text(json.dumps(document), encoding="utf-8")


def _load(folder: Path) -> Outcomes:
    """The last results; none if a tool has never run."""
    try:
        document = json.loads((folder / _RESULTS_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {
        name: [ProductResult(**each) for each in products] for name, products in document.items()
    }


def _compare(peer: Peer, work: Path) -> Outcomes:
    composition = text.compose()
    peer_folder = PeerFolder(peer, work / peer.name.lower())
    first, second, third = (peer_folder.prepare(name, composition) for name in ("1", "2", "3"))
    undescribed_folder = peer_folder.prepare("undescribed", text.undescribed(composition))
    outcomes: Outcomes = {}
    for product in peer.products:
        print(f"{product.name}, {product.format}", file=sys.stderr, flush=True)
        try:
            path = product.make(first, {})
        except BuildFailed as failure:
            raise SystemExit(f"{product.name} failed: {failure}") from failure
        assess = assess_epub if product.format == "epub" else assess_pdf
        verdicts = _validate(path, Cache(work / ".validated"))
        rows = {
            **assess(composition, path),
            **{_verdict_name(verdict): _verdict_summary(verdict) for verdict in verdicts},
            "same bytes": _reproducibility(product, path, second, third),
            "an image undescribed": _undescribed_result(product, path, undescribed_folder, work),
            "bytes": f"{path.stat().st_size:,}".replace(",", " "),
        }
        details = [
            f"{verdict.validator}: {each}"
            for verdict in verdicts
            for each in _finding_lines(verdict)
        ]
        outcomes.setdefault(product.format, []).append(ProductResult(product.name, rows, details))
    return outcomes


def _validate(path: Path, cache: Cache) -> list[Verdict]:
    """EPUBCheck and Ace; or veraPDF for the claims of a PDF, or for PDF/UA-1 without a claim."""
    if path.suffix == ".epub":
        return [*validate([path], cache=cache), *validate_accessibility([path], cache=cache)]
    return validate([path], read_claims(path) or ("ua1",), cache)


def _verdict_name(verdict: Verdict) -> str:
    name, _, rest = verdict.validator.partition(" ")
    return f"{name} {rest}" if name == "veraPDF" else name


def _verdict_summary(verdict: Verdict) -> str:
    rules, times = len(verdict.findings), sum(finding.count for finding in verdict.findings)
    return f"fails: {rules} rule{'s' * (rules > 1)}, {times} times" if rules else "pass"


def _finding_lines(verdict: Verdict) -> list[str]:
    return [
        f"`{finding.rule}` ({finding.count}): {' '.join(finding.message.split())[:160]}"
        for finding in verdict.findings
    ]


def _reproducibility(product: Product, path: Path, second: Path, third: Path) -> str:
    """Whether two runs write the same bytes: as they are, with a set clock, or in one folder."""
    if product.make(second, {}).read_bytes() == path.read_bytes():
        return "yes"
    clock = set_clock()
    one, other, again = (
        product.make(folder, clock).read_bytes() for folder in (second, third, third)
    )
    if one == other:
        return "clock set"
    return "clock, folder set" if other == again else "no"


def _undescribed_result(product: Product, path: Path, folder: Path, work: Path) -> str:
    """The claims of a product from the text without one alternative text."""
    try:
        other = product.make(folder, {})
    except BuildFailed as failure:
        if "alt" not in str(failure):
            raise  # for another reason
        return "refused"
    if product.format == "epub":
        before, after = (
            "alternativeText" in EpubReader(each).values_of(_FEATURE) for each in (path, other)
        )
        document = {(True, True): "still claimed", (True, False): "unclaimed"}
        return document.get((before, after), NOTHING)
    if not read_claims(other):
        return "claims nothing"
    wrong = any(not verdict.passed for verdict in _validate(other, Cache(work / ".validated")))
    return "claimed, fails" if wrong else "claimed, passes"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
