"""`make compare`: gives one text to the toolchain and its peers, and writes bench/PEERS.md and the
tables of the handbook.

Every product is made twice, in two folders, and once more from the text that lost an alternative
text. `--peers` chooses some of them; those of the others stay as they were found last.
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
from bench.comparison import handbook, text
from bench.comparison.epub import EpubReading
from bench.comparison.judging import NOTHING, Judged, judge_epub, judge_pdf
from bench.comparison.peers import PEERS, Peer
from bench.comparison.peers.peer import Product, Refused, set_clock
from bench.comparison.report import render
from bench.pieces import Composition
from publish.cache import Cache
from publish.verification.claims import read_claims
from publish.verification.validators import Verdict, validate, validate_accessibility

ROOT = Path(__file__).parent.parent.parent
_FOUND = "judged.json"
_FEATURE = "schema:accessibilityFeature"


class Desk:
    """The folder in which one peer works."""

    def __init__(self, peer: Peer, folder: Path) -> None:
        self._peer = peer
        self._folder = folder
        shutil.rmtree(folder, ignore_errors=True)

    def lay(self, run: str, composition: Composition) -> Path:
        """A folder with the input of one run; its own name is that of every run."""
        place = self._folder / run / "slow-river"
        place.mkdir(parents=True)
        book.draw(composition, place)
        self._peer.write(composition, place)
        return place


def main(arguments: Sequence[str]) -> int:
    """Compare the peers chosen; 1, and nothing is written, while one of them was never asked."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.comparison.run")
    known = [peer.name for peer in PEERS]
    parser.add_argument("--peers", nargs="+", default=known, choices=known, metavar="PEER")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "compare")
    parser.add_argument("--results", type=Path, default=ROOT / "bench" / "PEERS.md")
    parser.add_argument("--tables", type=Path, default=ROOT / "corpus" / "handbook" / "tables")
    chosen = parser.parse_args(arguments)
    work = chosen.work.resolve()
    for peer in PEERS:
        if peer.name in chosen.peers:
            _keep(work / peer.name.lower(), _compare(peer, work))
    known_products = {peer.name: _kept(work / peer.name.lower()) for peer in PEERS}
    judged = {
        name: [each for products in known_products.values() for each in products.get(name, [])]
        for name in ("epub", "pdf")
    }
    told = render([peer for peer in PEERS if known_products[peer.name]], judged, text.compose())
    print(told)
    if any(not products for products in known_products.values()):
        return 1
    chosen.results.write_text(told, encoding="utf-8")
    handbook.write(judged, chosen.tables)
    return 0


Outcomes = dict[str, list[Judged]]
"""What was found in the products of a peer, by their format."""


def _keep(folder: Path, found: Outcomes) -> None:
    told = {name: [asdict(each) for each in products] for name, products in found.items()}
    (folder / _FOUND).write_text(json.dumps(told), encoding="utf-8")


def _kept(folder: Path) -> Outcomes:
    """What was found last; nothing where a peer was never asked."""
    try:
        told = json.loads((folder / _FOUND).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {name: [Judged(**each) for each in products] for name, products in told.items()}


def _compare(peer: Peer, work: Path) -> Outcomes:
    composition = text.compose()
    desk = Desk(peer, work / peer.name.lower())
    first, second, third = (desk.lay(name, composition) for name in ("1", "2", "3"))
    forgotten = desk.lay("undescribed", text.undescribed(composition))
    outcomes: Outcomes = {}
    for product in peer.products:
        print(f"{product.name}, {product.format}", file=sys.stderr, flush=True)
        try:
            made = product.make(first, {})
        except Refused as refusal:
            raise SystemExit(f"{product.name} made nothing: {refusal}") from refusal
        judge = judge_epub if product.format == "epub" else judge_pdf
        verdicts = _validate(made, Cache(work / ".validated"))
        rows = {
            **judge(composition, made),
            **{_asked(verdict): _told(verdict) for verdict in verdicts},
            "same bytes": _same(product, made, second, third),
            "an image undescribed": _without_alternative(product, made, forgotten, work),
            "bytes": f"{made.stat().st_size:,}".replace(",", " "),
        }
        details = [
            f"{verdict.validator}: {each}" for verdict in verdicts for each in _lines(verdict)
        ]
        outcomes.setdefault(product.format, []).append(Judged(product.name, rows, details))
    return outcomes


def _validate(path: Path, cache: Cache) -> list[Verdict]:
    """EPUBCheck and Ace; or veraPDF for what a PDF claims, and for PDF/UA-1 if that is nothing."""
    if path.suffix == ".epub":
        return [*validate([path], cache=cache), *validate_accessibility([path], cache=cache)]
    return validate([path], read_claims(path) or ("ua1",), cache)


def _asked(verdict: Verdict) -> str:
    name, _, rest = verdict.validator.partition(" ")
    return f"{name} {rest}" if name == "veraPDF" else name


def _told(verdict: Verdict) -> str:
    rules, times = len(verdict.findings), sum(finding.count for finding in verdict.findings)
    return f"fails: {rules} rule{'s' * (rules > 1)}, {times} times" if rules else "pass"


def _lines(verdict: Verdict) -> list[str]:
    return [
        f"`{finding.rule}` ({finding.count}): {' '.join(finding.message.split())[:160]}"
        for finding in verdict.findings
    ]


def _same(product: Product, made: Path, second: Path, third: Path) -> str:
    """Whether two runs make the same bytes: by themselves, with a set clock, or in one folder."""
    if product.make(second, {}).read_bytes() == made.read_bytes():
        return "yes"
    clock = set_clock()
    one, other, again = (
        product.make(place, clock).read_bytes() for place in (second, third, third)
    )
    if one == other:
        return "clock set"
    return "clock, folder set" if other == again else "no"


def _without_alternative(product: Product, made: Path, folder: Path, work: Path) -> str:
    """What becomes of the claims of a product whose text has lost an alternative text."""
    try:
        other = product.make(folder, {})
    except Refused as refusal:
        if "alt" not in str(refusal):
            raise  # for another reason
        return "refused"
    if product.format == "epub":
        before, after = (
            "alternativeText" in EpubReading(each).said(_FEATURE) for each in (made, other)
        )
        told = {(True, True): "still read_claims", (True, False): "unclaimed"}
        return told.get((before, after), NOTHING)
    if not read_claims(other):
        return "claims nothing"
    wrong = any(not verdict.passed for verdict in _validate(other, Cache(work / ".validated")))
    return "read_claims, fails" if wrong else "read_claims, passes"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
