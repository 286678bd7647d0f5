"""Imported packages are declared as dependencies, and declared ones are imported."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


# Modules that are one compiled file, which `packages_distributions` does not see.
_COMPILED = {"zint": "zint-bindings"}


def declared(requirements: list[str]) -> set[str]:
    return {canonical(re.split(r"[\[<>=]", line)[0]) for line in requirements}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> Iterator[str]:
    """The distributions whose modules the package imports, and those of the themes' fonts."""
    distributions = packages_distributions()
    for module in set(modules()):
        if module not in sys.stdlib_module_names and module != "publish":
            yield canonical(_COMPILED.get(module) or distributions[module][0])
    yield from map(canonical, font_packages())  # named like their modules, and not all installed


def modules() -> Iterator[str]:
    for path in (ROOT / "publish").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.split(".")[0]


def font_packages() -> Iterator[str]:
    for theme in (ROOT / "styles").rglob("theme.toml"):
        text = theme.read_text(encoding="utf-8")
        yield from re.findall(r'^package = "(\w+)"', text, flags=re.M)


def test_every_import_is_declared_and_every_dependency_used() -> None:
    extras = PROJECT["optional-dependencies"]
    scripts = ("korean", "symbols", "traditional-chinese")
    targets = ("deliver-s3", "deliver-sftp", "deliver-webdav")
    optional = set().union(
        *(
            declared(extras[name])
            for name in ("validate", "web", "web-cjk", "preview", "print", *scripts, *targets)
        )
    )
    assert set(imported()) - optional == declared(PROJECT["dependencies"])
