"""`python -m publish.verification.validators FILE...`: the verdicts of the reference validators."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from publish.cache import Cache
from publish.errors import ExitCode, MissingTool, PublishError
from publish.verification.validators.runner import VALIDATORS, run_validators
from publish.verification.validators.verdict import Verdict


def main(arguments: Sequence[str] | None = None) -> int:
    """Validate the given files, and those in the given folders; the exit code."""
    options = _parse(arguments)
    products = sorted({file for path in options.paths for file in _products(path)})
    if not products:
        print("validate: no EPUB or PDF found", file=sys.stderr)
        return ExitCode.USAGE
    missing: list[str] = []

    def report_missing(name: str, error: MissingTool) -> None:
        print(f"validate: {name}: {error.message}; {error.hint}", file=sys.stderr)
        missing.append(name.lower())

    try:
        verdicts = run_validators(products, VALIDATORS, Cache(options.cache), report_missing)
        passed = [_print(verdict) for verdict in verdicts]
    except PublishError as error:
        print(f"validate: {error.message}", file=sys.stderr)
        return error.exit_code
    if not all(passed):
        return ExitCode.VERIFICATION
    required = VALIDATORS if "all" in options.require else options.require
    return ExitCode.MISSING_TOOL if set(missing) & set(required) else ExitCode.OK


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="validate", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="products, or folders of products")
    parser.add_argument("--cache", type=Path, help="folder in which verdicts are stored")
    parser.add_argument(
        "--require",
        action="append",
        default=[],
        metavar="TOOL",
        choices=[*VALIDATORS, "all"],
        help=f"fail if this one is missing: {', '.join(VALIDATORS)} or all",
    )
    options = parser.parse_args(arguments)
    for path in options.paths:
        if not path.exists():
            parser.error(f"no such file or folder: {path}")
    return options


def _products(path: Path) -> list[Path]:
    candidates = path.iterdir() if path.is_dir() else [path]
    return [file for file in candidates if file.suffix in (".epub", ".pdf")]


def _print(verdict: Verdict) -> bool:
    """Print a verdict with its findings; whether the file passed."""
    print(verdict)
    for diagnostic in verdict.diagnostics():
        print(f"  {diagnostic}")
    return verdict.passed


if __name__ == "__main__":
    sys.exit(main())
