"""`python -m publish.verify.validators FILE...`: what the reference validators say of products."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from publish.errors import ExitCode, MissingTool, PublishError
from publish.verify.validators import FLAVOURS, validate
from publish.verify.validators.verdict import Verdict


def main(arguments: Sequence[str] | None = None) -> int:
    """Validate the files named, and those in the folders named; the exit code."""
    wish = _wish(arguments)
    products = sorted({file for path in wish.paths for file in _products(path)})
    if not products:
        print("validate: no EPUB and no PDF there", file=sys.stderr)
        return ExitCode.USAGE
    try:
        passed = [_tell(verdict) for verdict in validate(products, wish.flavour, wish.cache)]
    except MissingTool as missing:
        print(f"validate: {missing.message}; {missing.hint}", file=sys.stderr)
        return ExitCode.MISSING if wish.require else ExitCode.OK
    except PublishError as failure:
        print(f"validate: {failure.message}", file=sys.stderr)
        return failure.exit_code
    return ExitCode.OK if all(passed) else ExitCode.VERIFICATION


def _wish(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="validate", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="products, or folders of products")
    parser.add_argument("--flavour", action="append", choices=sorted(FLAVOURS))
    parser.add_argument("--cache", type=Path, help="folder that remembers verdicts by content")
    parser.add_argument(
        "--require", action="store_true", help="a validator that is missing is an error"
    )
    wish = parser.parse_args(arguments)
    for path in wish.paths:
        if not path.exists():
            parser.error(f"no such file or folder: {path}")
    wish.flavour = wish.flavour or ["ua1"]
    return wish


def _products(path: Path) -> list[Path]:
    candidates = path.iterdir() if path.is_dir() else [path]
    return [file for file in candidates if file.suffix in (".epub", ".pdf")]


def _tell(verdict: Verdict) -> bool:
    print(verdict)
    for diagnostic in verdict.diagnostics():
        print(f"  {diagnostic}")
    return verdict.passed


if __name__ == "__main__":
    sys.exit(main())
