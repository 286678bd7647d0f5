"""Projects of Sphinx: order by toctrees, settings without running them, references of roles."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import api
from publish.api import importing

_CONF = """import os
os.makedirs(os.path.join(os.path.dirname(__file__), "owned"))
project = "On Dry Stone"
author = "Ada Hollin"
language = "en"
extensions = ["sphinx.ext.mathjax"]
"""
_FILES = {
    "index.rst": "Welcome\n=======\n\n.. toctree::\n   :caption: Above\n   :maxdepth: 2\n\n"
    "   walls/index\n   Roofs of slate <roofs>\n\n.. toctree::\n   :caption: Below\n   :glob:\n\n"
    "   deep/*\n\n.. toctree::\n\n   tools\n   missing\n   https://example.org\n\n"
    "Indices\n=======\n\n* :ref:`genindex`\n",
    "walls/index.rst": ".. _walls:\n\nWalls\n=====\n\nA wall -- dry. See :ref:`wall_mortar`,\n"
    ":ref:`how it is laid <wall_mortar>`, :doc:`/roofs` and :numref:`fig-roof`.\n\n"
    ".. toctree::\n\n   mortar\n   batter\n\n.. seealso:: The roofs.\n",
    "walls/mortar.rst": ".. _wall_mortar:\n\nMortar\n======\n\nNone is used.\n\n"
    ".. include:: ../snippets/note.txt\n\n.. literalinclude:: ../snippets/dig.py\n"
    "   :language: python\n   :lines: 1-2\n",
    "walls/batter.rst": "Batter\n======\n\nOne in six. Press :kbd:`Ctrl-C`; :file:`a/b.txt`.\n",
    "snippets/note.txt": ".. note::\n\n   Lime is costly.\n",
    "snippets/dig.py": "def dig(depth):\n    return depth * 2\n# not shown\n",
    "roofs.rst": "Roofs\n=====\n\n.. figure:: roof.svg\n   :name: fig-roof\n   :alt: A roof\n\n"
    "   A slate roof\n\n.. math::\n   :label: thrust\n\n   T = m\n\nBy :eq:`thrust` it stands.\n",
    "roof.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    '<path d="M0 0h9v9z"/></svg>',
    "deep/b.rst": "Wells\n=====\n\nText.\n",
    "deep/a.rst": "Gates\n=====\n\n.. glossary::\n\n   gate\n      It opens.\n\nA :term:`gate`.\n",
    "tools.rst": "Tools\n=====\n\n.. py:module:: stone\n\n"
    ".. py:function:: lay(stone, *, course=1)\n   :noindex:\n\n"
    "   Lay a stone.\n\n   .. versionchanged:: 2.3\n      Courses begin at one.\n\n"
    ".. data:: BATTER\n\n   The slope.\n\n   .. versionadded:: 1.0\n\n"
    ".. autofunction:: strike\n\n.. deprecated:: 3.1 Use `lay`.\n\n"
    ".. versionremoved:: 4.0\n\n   - Pegs.\n   - Lines.\n\nThe last words.\n",
    "orphan.rst": "Orphan\n======\n\nNot in the book.\n",
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sphinx")
    for name, text in {**_FILES, "conf.py": _CONF}.items():
        file = folder / "stone" / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return importing.import_book(folder / "stone", folder / "book").target


def test_toctrees_give_the_order_and_the_settings_are_not_run(imported: Path) -> None:
    _, book = api.open_book(imported)
    rows = [(s.role, s.title) for top in book.sections for s in top.walk()]
    assert rows == [
        ("part", "Above"),
        ("chapter", "Walls"),
        ("section", "Mortar"),
        ("section", "Batter"),
        ("chapter", "Roofs"),
        ("part", "Below"),
        ("chapter", "Gates"),
        ("chapter", "Wells"),
        ("chapter", "Tools"),
    ]
    assert book.metadata.title == "On Dry Stone"
    assert not (imported.parent / "stone" / "docs" / "owned").exists()


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("walls", "A wall – dry. See [](#mortar), [how it is laid](#mortar), [](#roofs) and"),
        ("walls", "[](#fig-roof)."),
        ("walls", "::: note\nLime is costly.\n:::"),
        ("walls", "```python\ndef dig(depth):\n    return depth * 2\n```"),
        ("walls", "Press [Ctrl+C]{.key}; `a/b.txt`."),
        ("roofs", '![A roof](<images/roof.svg> "A slate roof"){#fig-roof}'),
        ("roofs", "$$ T = m $$ {#thrust}"),
        ("roofs", "By [](#thrust) it stands."),
        ("gates", "gate\n: It opens."),
        (
            "tools",
            "`lay(stone, *, course=1)`\n: Lay a stone.\n\n  *Changed in version 2.3:* Courses",
        ),
        ("tools", "`BATTER`\n: The slope.\n\n  *Added in version 1.0.*"),
        ("tools", "\n\n`strike`\n\n*Deprecated since version 3.1:* Use lay."),
        ("tools", "*Removed in version 4.0:*\n\n- Pegs.\n- Lines.\n\nThe last words."),
    ],
)
def test_roles_and_directives_have_our_notation(imported: Path, file: str, line: str) -> None:
    assert line in (imported / f"{file}.md").read_text("utf-8")


def test_every_word_of_it_is_in_the_book(imported: Path) -> None:
    report = (imported / "import-report.md").read_text("utf-8")
    assert "all of them are in the book, or explained above" in report
    assert "missing.rst: there is no such file" in report
