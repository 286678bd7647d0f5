"""What the parser leaves out by its own word: named, and refused where it is too much."""

from __future__ import annotations

import re
from collections import Counter

from publish.importers.documents.accounting import count_words, source_texts
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.program import Parsed
from publish.importers.documents.project import SourceDocument
from publish.importers.documents.source_files import UnreadableSource

_COMMAND = re.compile(r"\\(begin\{[^}]*\}|end\{[^}]*\}|[a-zA-Z@]+\*?)")
# Commands of LaTeX about the page, or for lists that the book makes itself; they have no words.
_SILENT = re.compile(
    r"\\(?:[vh]space|[vh]skip|[vh]fill|clearpage|cleardoublepage|newpage|pagebreak|nopagebreak|"
    r"noindent|indent|maketitle|tableofcontents|listof\w+|printindex|printbibliography|makeindex|"
    r"bibliographystyle|bibliography|addbibresource|label|centering|raggedright|protect|relax|"
    r"(?:small|med|big)skip|\w*size|tiny|small|large|Large|LARGE|huge|Huge|thispagestyle|"
    r"pagestyle|pagenumbering|markboth|markright|addcontentsline|addtocontents|setcounter|"
    r"addtocounter|setlength|addtolength|phantomsection|begin|end|graphicspath|nocite|sloppy|"
    r"makeat\w+|[lcr](?:head|foot)|fancy\w*|quad|qquad|normalfont|newtheoremstyle|"
    r"includeonly|PassOptionsToPackage|usepackage|documentclass|hypersetup|geometry|par\b)"
)
_PACKAGES = (".sty", ".cls")  # which pandoc does not need
_MOST_LOST = 0.2  # of all words


def list_skipped(tree: Parsed, document: SourceDocument, ledger: Ledger) -> None:
    """Count the commands and files that were left out. Raises `UnreadableSource` if more than a
    fifth of the words is in commands."""
    first = document.first_line
    # A command: of HTML, what is skipped are tags of the head.
    commands = (each for line, each in tree.skipped if line >= first and _COMMAND.match(each))
    known = [each for each in commands if not _SILENT.match(each)]
    for path in (each for each in tree.missing if not each.endswith(_PACKAGES)):
        ledger.add(LossKind.DOCUMENT, document.path, path)
    is_latex = document.format.startswith("latex")
    # In HTML they are scripts, and in Org characters by their names, which are there.
    for each in () if document.format.startswith(("html", "org")) else known:
        ledger.add(LossKind.COMMAND if is_latex else LossKind.RAW, document.path, each)
    if not is_latex:
        return
    lost = sum(count_words(_COMMAND.sub(" ", each) for each in known).values())
    kept = count_words(source_texts(tree.source)).total() if lost else 0
    if lost > _MOST_LOST * (lost + kept):
        names = Counter(match[0] for each in known if (match := _COMMAND.match(each)))
        most = ", ".join(f"`{name}` ({count})" for name, count in names.most_common(5))
        raise UnreadableSource(
            f"{lost:,} of its {lost + kept:,} words are in commands that the import does not know: "
            f"{most}; make HTML of it with LaTeXML or tex4ht, and import that"
        )
