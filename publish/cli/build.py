"""`publish build` and `publish verify`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from publish import api
from publish.api import VALIDATORS, IncompleteBuild, releases
from publish.api.shops import check_shops, shop_profiles
from publish.cli.console import (
    ProgressLine,
    print_json,
    print_status,
    run_context,
    show_and_exit,
)
from publish.diagnostics import Report
from publish.errors import UsageError
from publish.model.artifact import Artifact, ArtifactOrigin

BOOK = click.argument("book", type=click.Path(path_type=Path))
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the products; by default build/<book>.",
)
STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors (exit code 9).")
JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
EDITIONS = click.option(
    "--edition", "editions", multiple=True, help="Name of an edition; by default all of them."
)
# Reused products were verified when they were built, by the same checks.
_STATES = {
    ArtifactOrigin.BUILT: "verified",
    ArtifactOrigin.UNCHANGED: "verified, unchanged",
    ArtifactOrigin.RESTORED: "verified, from the cache",
}


@click.command("build")
@BOOK
@EDITIONS
@OUT
@STRICT
@JSON
@click.option("--no-cache", is_flag=True, help="Build everything again, without the cache.")
@click.option("--no-link", is_flag=True, help="Lay out each PDF as a whole: slower, not cached.")
def build_command(
    book: Path,
    editions: tuple[str, ...],
    out: Path | None,
    strict: bool,
    as_json: bool,
    no_cache: bool,
    no_link: bool,
) -> None:
    """Build the products of BOOK, a folder with a book.toml, and verify them."""
    report = Report()
    progress = ProgressLine()
    context = run_context(report, progress, cached=not no_cache)
    artifacts: Sequence[Artifact] = []
    failed: Sequence[str] = []
    try:
        result = api.build(book, out, editions, linked=not no_link, context=context)
        artifacts = result.artifacts
    except IncompleteBuild as error:
        artifacts, failed = error.artifacts, error.failed
    finally:
        progress.stop()
        if as_json:
            print_json(report, products=list(map(_product, artifacts)))
    for artifact in artifacts:
        pages = f", {artifact.pages} pages" if artifact.pages else ""
        print_status(
            f"{artifact.path} ({artifact.size:,} bytes{pages}), {_STATES[artifact.origin]}"
        )
    for edition in failed:
        print_status(f"the edition `{edition}` was not built; its earlier product is unchanged")
    progress.print_summary(artifacts)
    show_and_exit(report, strict=strict)


def _product(artifact: Artifact) -> dict[str, object]:
    return {
        "edition": artifact.edition,
        "path": str(artifact.path),
        "media_type": artifact.media_type,
        "sha256": artifact.sha256,
        "size": artifact.size,
        "pages": artifact.pages,
        "origin": artifact.origin,
    }


@click.command("verify")
@click.argument("book", metavar="BOOK|FILE", type=click.Path(path_type=Path))
@EDITIONS
@OUT
@STRICT
@JSON
@click.option("--validate", is_flag=True, help="Also run EPUBCheck, Ace and veraPDF.")
@click.option(
    "--require",
    multiple=True,
    type=click.Choice(VALIDATORS),
    help="Run this validator; it is an error if it is missing.",
)
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    metavar="NAME",
    help="Also check the EPUBs for a shop: see publish profiles; `all`, or a file in TOML.",
)
def verify_command(
    book: Path,
    editions: tuple[str, ...],
    out: Path | None,
    strict: bool,
    as_json: bool,
    validate: bool,
    require: tuple[str, ...],
    profiles: tuple[str, ...],
) -> None:
    """Compare the finished products of BOOK with the manuscript.

    Of the folder of a release, checksums, signature and records are checked. With --profile, the
    EPUBs are checked against the rules of shops, and FILE may be any EPUB.
    """
    report = Report()
    context = run_context(report, print_status)
    shops = shop_profiles(profiles) if profiles else {}
    verified: list[str] = []
    try:
        if book.is_file():
            if not shops:
                hint = "name what to check it for, as in --profile kobo"
                raise UsageError(f"{book} is a file, not the folder of a book", hint=hint)
            verified = [str(book)]
            report.extend(check_shops(book, shops))
        elif (book / "release.json").is_file() and not (book / "book.toml").is_file():
            releases.check_release(book, rebuild=False, context=context)
            report.extend(check_shops(book, shops) if shops else ())
        else:
            names = VALIDATORS if validate else ()
            result = api.verify(
                book, out, editions, validators=names, required=require, context=context
            )
            verified = list(map(str, result.products))
            for product in result.products if shops else ():
                if product.suffix == ".epub" and product.is_file():
                    report.extend(check_shops(product, shops))
    finally:
        if as_json:
            print_json(report, products=verified)
    show_and_exit(report, strict=strict)
