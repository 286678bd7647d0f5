"""`python -m publish.verify.validators FILE...`: what the reference validators say of products."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from publish.errors import ExitCode, MissingTool, PublishError
from publish.verify.validators.runner import GATES, pass_gates
from publish.verify.validators.verdict import Verdict


def main(arguments: Sequence[str] | None = None) -> int:
    """Validate the files named, and those in the folders named; the exit code."""
    wish = _wish(arguments)
    products = sorted({file for path in wish.paths for file in _products(path)})
    if not products:
        print("validate: no EPUB and no PDF there", file=sys.stderr)
        return ExitCode.USAGE
    lacking: list[str] = []

    def missing(name: str, error: MissingTool) -> None:
        print(f"validate: {name}: {error.message}; {error.hint}", file=sys.stderr)
        lacking.append(name.lower())

    try:
        passed = [_tell(verdict) for verdict in pass_gates(products, GATES, wish.cache, missing)]
    except PublishError as failure:
        print(f"validate: {failure.message}", file=sys.stderr)
        return failure.exit_code
    if not all(passed):
        return ExitCode.VERIFICATION
    required = GATES if "all" in wish.require else wish.require
    return ExitCode.MISSING_TOOL if set(lacking) & set(required) else ExitCode.OK


def _wish(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="validate", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="products, or folders of products")
    parser.add_argument("--cache", type=Path, help="folder that remembers verdicts by content")
    parser.add_argument(
        "--require",
        action="append",
        default=[],
        metavar="TOOL",
        choices=[*GATES, "all"],
        help=f"what is an error when it is missing: {', '.join(GATES)} or all",
    )
    wish = parser.parse_args(arguments)
    for path in wish.paths:
        if not path.exists():
            parser.error(f"no such file or folder: {path}")
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
