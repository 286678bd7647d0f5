"""Markdown of forges and of wikis of notes: callouts, embedded pictures, formulas, comments.

https://github.github.com/gfm/, https://help.obsidian.md/obsidian-flavored-markdown
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath

from publish.importers.bookfolder.heading_names import sort_key
from publish.importers.documents.dialects.callouts import rewrite_callouts
from publish.importers.documents.dialects.lines import CODE_SPAN, rewrite_outside_code
from publish.importers.documents.ledger import Ledger, LossKind

_EMBEDDED = re.compile(r"!\[\[(?P<file>[^\]|#]+)(?P<part>#[^\]|]*)?(?:\|(?P<width>\d*)[^\]]*)?\]\]")
_WIKI_LINK = re.compile(r"\[\[(?P<file>[^\[\]|#\n]*)(?P<part>#[^\[\]|\n]+)?(?:\|[^\[\]\n]*)?\]\]")
_REMARK = re.compile(r"^%%.*?%%[ \t]*$", re.S | re.M)
# A formula between dollars and marks of code, or code, which may have a dollar beside its marks.
_FORMULA = re.compile(rf"\$`(?P<tex>[^`\n]+)`\$|{CODE_SPAN.pattern}", re.S)


def with_wiki_links(form: str, texts: Iterable[str], files: Collection[str]) -> str:
    """A format that also reads links in double brackets, if one in the texts leads to a file or to
    a heading. Otherwise they are words, as `[[Get]]` is in the specification of a language.
    """
    titles = {sort_key(PurePosixPath(file).stem) for file in files}
    links = (match for text in texts for match in _WIKI_LINK.finditer(text))
    is_wiki = any(m["part"] or sort_key(m["file"].rpartition("/")[2]) in titles for m in links)
    return f"{form}+wikilinks_title_after_pipe" if is_wiki else form


def rewrite(text: str, document: str, files: Mapping[str, str], ledger: Ledger) -> str:
    """The text of a page in Markdown that pandoc reads; `files` are paths by the names of files."""

    def embedded(match: re.Match[str]) -> str:
        name = match["file"].strip()
        path = files.get(name.rpartition("/")[2], name)
        braces = f"{{width={match['width']}px}}" if match["width"] else ""
        if "." not in name:
            return f"[[{name}]]"
        return f"![{name.rpartition('/')[2].rpartition('.')[0]}](</{path}>){braces}"

    def leave_out(match: re.Match[str]) -> str:
        ledger.add(LossKind.COMMENT, document, match[0])
        return ""

    def words(part: str) -> str:
        part = _REMARK.sub(leave_out, _EMBEDDED.sub(embedded, part))
        return _FORMULA.sub(_formula, part) if "$`" in part else part

    return rewrite_outside_code(rewrite_callouts(text), words)


def _formula(match: re.Match[str]) -> str:
    return f"${match['tex'].strip()}$" if match["tex"] else match[0]
