"""`make compare`: gives one text to the toolchain and its peers, and writes bench/PEERS.md.

Every product is made twice, in two folders, and once more from the text that lost an alternative
text. `--peers` chooses some of them: then the outcome is only printed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import book
from bench.comparison import text
from bench.comparison.epub import EpubReading
from bench.comparison.judging import NOTHING, Judged, judge_epub, judge_pdf
from bench.comparison.peers import PEERS, Peer
from bench.comparison.peers.peer import Product, Refused, set_clock
from bench.comparison.report import render
from bench.pieces import Composition
from publish.verify.claims import claimed
from publish.verify.validators import Verdict, validate, validate_accessibility

ROOT = Path(__file__).parent.parent.parent
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
    """Compare the peers chosen; 1 where one of them made no product at all."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.comparison.run")
    known = [peer.name for peer in PEERS]
    parser.add_argument("--peers", nargs="+", default=known, choices=known, metavar="PEER")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "compare")
    parser.add_argument("--results", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.peers == known and chosen.results is None:
        chosen.results = ROOT / "bench" / "PEERS.md"
    peers = [peer for peer in PEERS if peer.name in chosen.peers]
    judged = {"epub": list[Judged](), "pdf": list[Judged]()}
    whole = True
    for peer in peers:
        for product, outcome in _compare(peer, chosen.work.resolve()):
            whole = whole and outcome is not None
            if outcome is not None:
                judged[product.format].append(outcome)
    told = render(peers, judged, text.compose())
    print(told)
    if chosen.results:
        chosen.results.write_text(told, encoding="utf-8")
    return 0 if whole else 1


def _compare(peer: Peer, work: Path) -> list[tuple[Product, Judged | None]]:
    composition = text.compose()
    desk = Desk(peer, work / peer.name.lower())
    first, second, third = (desk.lay(name, composition) for name in ("1", "2", "3"))
    forgotten = desk.lay("undescribed", text.undescribed(composition))
    outcomes: list[tuple[Product, Judged | None]] = []
    for product in peer.products:
        print(f"{product.name}, {product.format}", file=sys.stderr, flush=True)
        try:
            made = product.make(first, {})
        except Refused as refusal:
            print(f"  made nothing: {refusal}", file=sys.stderr)
            outcomes.append((product, None))
            continue
        judge = judge_epub if product.format == "epub" else judge_pdf
        verdicts = _validate(made, work / ".validated")
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
        outcomes.append((product, Judged(product.name, rows, details)))
    return outcomes


def _validate(path: Path, cache: Path) -> list[Verdict]:
    """EPUBCheck and Ace; or veraPDF for what a PDF claims, and for PDF/UA-1 if that is nothing."""
    if path.suffix == ".epub":
        return [*validate([path], cache=cache), *validate_accessibility([path], cache=cache)]
    return validate([path], claimed(path) or ("ua1",), cache)


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
        return "with a set clock"
    return "with a set clock, in one folder" if other == again else "no"


def _without_alternative(product: Product, made: Path, folder: Path, work: Path) -> str:
    """What becomes of the claims of a product whose text has lost an alternative text."""
    try:
        other = product.make(folder, {})
    except Refused as refusal:
        print(f"  undescribed: {refusal}", file=sys.stderr)
        return "is refused"
    if product.format == "epub":
        before, after = (
            "alternativeText" in EpubReading(each).said(_FEATURE) for each in (made, other)
        )
        told = {(True, True): "is still said to be", (True, False): "leaves the metadata"}
        return told.get((before, after), NOTHING)
    if not claimed(other):
        return "claims nothing"
    wrong = any(not verdict.passed for verdict in _validate(other, work / ".validated"))
    return "claimed, fails" if wrong else "claimed, passes"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
