"""The architecture page lists the packages on disk, and no import is circular."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "publish"
Imports = dict[str, set[str]]  # the modules that a module imports, by its name


def test_the_page_lists_the_packages_on_disk() -> None:
    page = (PACKAGE / "ARCHITECTURE.md").read_text(encoding="utf-8")
    packages = page.partition("## Packages")[2].partition("Outside the package")[0]
    named = {
        name.rstrip("/")
        for row in packages.splitlines()
        if row.startswith("| `")
        for name in re.findall(r"`([\w./]+)`", row.split("|")[1])
    }
    on_disk = {
        path.name
        for path in PACKAGE.iterdir()
        if (path.is_dir() or path.suffix == ".py") and not path.name.startswith("__")
    }
    assert named == on_disk


def test_the_layers_are_those_of_the_contract() -> None:
    page = (PACKAGE / "ARCHITECTURE.md").read_text(encoding="utf-8")
    documented = page.partition("## The dependency rule")[2].split("```")[1]
    configuration = (PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8")
    layers = re.search(r"^layers = \[\n(.*?)^\]", configuration, re.M | re.S)
    assert layers is not None
    enforced = re.findall(r'"(.*)"', layers[1])
    assert [re.findall(r"\w+", line) for line in documented.strip().splitlines()] == [
        re.findall(r"\w+", line) for line in enforced
    ]


def imported(node: ast.AST, package: str, *, types: bool) -> Iterator[str]:
    """The names that code imports, also inside functions; those for type checkers with `types`."""
    match node:
        case ast.Import():
            yield from (alias.name for alias in node.names)
        case ast.ImportFrom():
            module = resolve_name("." * node.level + (node.module or ""), package)
            yield from (f"{module}.{alias.name}" for alias in node.names)
        case ast.If(test=ast.Name("TYPE_CHECKING")) if not types:
            for statement in node.orelse:
                yield from imported(statement, package, types=types)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from imported(child, package, types=types)


def module_imports(*, types: bool) -> Imports:
    """The imports between the modules of the package; `a.b.name` is `a.b` where no module."""
    files = {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path
        for path in PACKAGE.rglob("*.py")
    }
    modules = {name.removesuffix(".__init__"): path for name, path in files.items()}
    result: Imports = {}
    for name, path in modules.items():
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        targets = set(imported(ast.parse(path.read_bytes()), package, types=types))
        whole = {each if each in modules else each.rpartition(".")[0] for each in targets}
        result[name] = whole & modules.keys() - {name}
    return result


def cycle(imports: Imports, start: str) -> list[str]:
    """The shortest way from a module back to itself; empty where there is none."""
    paths = {module: [start, module] for module in imports[start]}
    for path in (queue := list(paths.values())):
        for module in imports[path[-1]] - paths.keys():
            paths[module] = [*path, module]
            queue.append(paths[module])
    return paths.get(start, [])


@pytest.mark.parametrize("types", [False, True], ids=["at run time", "with types"])
def test_no_import_is_circular(types: bool) -> None:
    imports = module_imports(types=types)
    assert sum(map(len, imports.values())) > 1500
    assert [" -> ".join(path) for module in imports if (path := cycle(imports, module))] == []


def test_a_cycle_through_a_function_is_seen() -> None:
    code = "def load():\n    from .b import x\n    from . import c\n"
    imports = {
        "p.a": set(imported(ast.parse(code), "p", types=False)),
        "p.b.x": {"p.a"},
        "p.c": set(),
    }
    assert cycle(imports, "p.a") == ["p.a", "p.b.x", "p.a"]
    assert cycle(imports, "p.c") == []
    guarded = ast.parse("if TYPE_CHECKING:\n    import p.b\nelse:\n    import p.c\n")
    assert list(imported(guarded, "p", types=False)) == ["p.c"]
    assert list(imported(guarded, "p", types=True)) == ["p.b", "p.c"]
