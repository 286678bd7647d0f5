"""The table of marks that other dialects have: what they look like, and the way to say it here.

A pattern is searched in the text of a block as it was typed, where code, formulas, pictures and
characters after a backslash are one `OPAQUE`. It must not match what merely looks like the mark:
generic types, comparisons, sets, emoticons, `~` for “about” (tests/reading/test_lint.py).
"""

from __future__ import annotations

import functools
import re

import msgspec

OPAQUE = "\ufffc"


class Mark(msgspec.Struct, frozen=True):
    """A kind of mark; a text that has none of the `needles` is not searched."""

    kind: str
    needles: tuple[str, ...]
    expression: str
    hint: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression; most texts need few of them."""
        return _compiled(self.expression)


@functools.cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.M)


def _mark(kind: str, needles: str, pattern: str, hint: str) -> Mark:
    """One kind; the needles are separated by spaces, and `^` in a pattern begins a line."""
    return Mark(kind, tuple(needles.split(" ")), pattern, hint)


# Elements that a manuscript hardly names as such; others need an attribute, or to be closed.
_SURE = (
    "abbr article aside audio big blockquote br center cite code col colgroup dd del details div "
    "dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr iframe img ins kbd li mark "
    "nav nobr ol picture pre rb rp rt ruby script section small span strike strong sub summary sup "
    "table tbody td tfoot th thead tr tt ul video wbr"
).split()
_TAG = "|".join([*_SURE, *map(str.upper, _SURE)])
_BOX = (
    "abstract|attention|bug|caution|danger|error|example|failure|hint|important|info|note|question|"
    "quote|seealso|success|summary|tip|todo|warning"
)
_KEYS = "align|alt|class|data-[a-z-]+|fig-[a-z]+|height|id|rel|scale|style|target|title|width"
_LATEX = (
    "autoref|begin|chapter|cite[pt]?|cref|emph|end|eqref|footnote|href|includegraphics|index|input|"
    "item|label|ref|section|subsection|textbf|textit|texttt|underline|url"
)
_SPACE = "vspace|hspace|bigskip|medskip|smallskip|noindent|newline|linebreak"
_PAGES = "newpage|pagebreak|clearpage|cleardoublepage"

MARKS = (
    _mark("a comment that is not closed", "<!--", r"<!--", "close it with `-->`"),
    _mark(
        "HTML tags", "<",
        rf"</?(?:{_TAG})(?:\s[^<>]*)?/?>"
        r"|<([a-z][\w-]*)(?:\s[^<>]*)?>[^\n]{0,200}?</\1>"
        r"|<[A-Za-z][\w-]*\s+[\w:-]+=[\"'\w][^<>]*>",
        "use Markdown: `[…]{.name}`, `> …`, `![…](file)`; of tags, those of one mark are read, "
        "without attributes: `<sub>2</sub>`; `\\<` is the character itself",
    ),
    _mark(
        "unknown character references", "&", r"&[A-Za-z][A-Za-z0-9]{1,31};",
        "write the character itself, or `\\&`",
    ),
    _mark(
        "boxes of MkDocs", "!!! ???", rf'\A(?:!!!|\?\?\?\+?) (?:(?:{_BOX})\b|[\w-]+ ")',
        "write `::: note Title`, the text, and `:::` on lines of their own",
    ),
    _mark(
        "boxes of GitHub", "[!", r"\A\[![A-Za-z]+\]",
        "write `> [!NOTE]` alone on its line, or TIP, IMPORTANT, WARNING or CAUTION; with a title "
        "`::: note Title`, the text, and `:::` on lines of their own",
    ),
    _mark(
        "tabs", "===", r'\A===[!+]? "[^"\n]+"',
        "make each tab a section, or a box: `::: box Title` … `:::`",
    ),
    _mark(
        "includes of other programs", "{{ --8<-- include::",
        r"\{\{#\w[^{}\n]*\}\}|\{\{<\s*include\b[^{}\n]*\}\}|^--8<--.*|^include::\S+\[.*\]$",
        'write `::: include {file="…"}` and `:::`, or for code an attribute `file="…"`',
    ),
    _mark(
        "templates of other programs", "{% {{< {{%",
        r"\{%[-+]?\s.*?%\}|\{\{[<%](?!\s*include\b).*?[>%]\}\}",
        "write what it stands for; `{{name}}` is a value of `[variables]`",
    ),
    _mark(
        "directives and roles", "{ :: :",
        rf"\A\.\. [\w-]+::|\{{[a-z][\w:+-]*\}}{OPAQUE}|(?<![\w:]):[a-z][a-z:+-]*:{OPAQUE}",
        "write `::: name` for a block, `[](#name)` for a reference, `[…]{.name}` for words",
    ),
    _mark(
        "braces that are not attributes", "{",
        rf"(?<!\{{)\{{(?:[#.][A-Za-z][^{{}}\n]*|(?:[^{{}}\n]*\s)?(?:{_KEYS})\s*=[^{{}}\n]*)\}}(?!\}})",
        'write `{#name .class key="value"}` directly after a picture, a link, code or `[words]`, '
        "or at the end of a title",
    ),
    _mark(
        "insertions and deletions of CriticMarkup", "{++ {-- {~~ {== {>>",
        r"\{(\+\+|--|~~|==|>>).+?(?:\1|<<)\}", "accept or reject the changes first",
    ),
    _mark(
        "notes in the text", "^[", r"\^\[[^\]]*[^\W\d_]{3}",
        "write it directly after a word, or `[^name]`, and `[^name]: note` on a line of its own",
    ),
    _mark(
        "captions that begin with a colon", ":", r"\A: +\S",
        "write `Table: caption {#name}` directly after the table",
    ),
    _mark(
        "a definition of several terms", ":", r"(?<=\n): +\S",
        "write each term on its own, with its definition below it",
    ),
    _mark(
        "highlighted words", "==", r"(?<![=\w])==[^\s=](?:[^=\n]*[^\s=])?==(?![=\w])",
        "write `*…*`, or `[…]{.name}` with a class that the theme sets",
    ),
    _mark(
        "inserted words and keys", "++", r"(?<![\w+])\+\+\w[^+\n;]*(?:\+[^+\n;]+)*\+\+(?!\w)",
        "write `[Ctrl+C]{.key}` for keys, `[…]{.underline}` for words",
    ),
    _mark(
        "grid tables", "+-", r"^\+(?:[-=:]{3,}\+)+[ \t]*$",
        'write a table with pipes, or `::: table {src="name.csv"}`',
    ),
    _mark(
        "a table without its line of hyphens", "|", r"\A\|.*\|[ \t]*\n(?:\|.*\|[ \t]*(?:\n|\Z))+\Z",
        "write `|---|---|` below the first row",
    ),
    _mark(
        "formulas between two dollars in a line", f"$$ ${OPAQUE}$",
        rf"(?<!\$)\$(?:{OPAQUE}|\$(?:\s*\w\s*|[^$\n]*[\\^_=(){{}}+/<>{OPAQUE}][^$\n]*)\$)\$(?!\$)",
        "write `$…$` in a line, and `$$ … $$` only around a block; `\\$` is the character itself",
    ),
    _mark(
        "short names of emoji", ":", r"(?<![\w:/.]):[a-z][a-z0-9_+-]+:(?![\w:/])",
        "write the character itself",
    ),
    _mark(
        "labels in parentheses", ")=", r"\A\([\w:.-]+\)=[ \t]*(?:\n|\Z)",
        "write `{#name}` at the end of the title",
    ),
    _mark(
        "references of other programs", "@ ref(",
        rf"(?<![\w.])@(?:fig|tbl|tab|sec|eq|lst|thm)[-:][\w-]+|{OPAQUE}ref\([\w:-]+\)",
        "write `[](#name)`",
    ),
    _mark(
        "links between double brackets", "[[", r"!?\[\[(?!_?toc\b|_?TOC)[^\W\d][^\[\]\n]*\]\]",
        "write `[](#name)`, `[words](file.md)` or `![description](file.png)`",
    ),
    _mark(
        "links without a definition", "][",
        r"(?<![\w\]])\[[^\[\]\n]*[^\W\d_]{3}[^\[\]\n]*\]\[[^\[\]\n]*\]",
        "write the address: `[words](address)`, or define it: `[name]: address`",
    ),
    _mark(
        "addresses with a space", "](",
        r"!\[[^\[\]\n]*\]\([^)\n]+\)|\[[^\[\]\n]*\]\([^()<>\"\n]* [^()<>\"\n]*\)",
        "put the address between angle brackets: `[words](<my file.md>)`",
    ),
    _mark(
        "a link with a note or a link in its words", "](",
        r"(?<!!)\[[^\[\]\n]*\]\([^()\s]+\)",
        "put the note or the other link after it: `[words](address)[^name]`",
    ),
    _mark(
        "a contents list", "[ {:toc", r"\A(?:\[\[?_?(?:TOC|toc)_?\]\]?|\{:toc.*\})\Z",
        "delete it: the contents are made from the titles",
    ),
    _mark(
        "page breaks", "\\", rf"(?<![\w\\:])\\(?:{_PAGES})(?![A-Za-z])",
        "delete it: the theme begins pages; `***` marks a change of scene",
    ),
    _mark(
        "commands of LaTeX", "\\",
        rf"(?<![\w\\:])\\(?:(?:{_LATEX})[*]?[\[{{]|(?:{_SPACE})(?![A-Za-z]))",
        "use Markdown, or `$…$` for a formula",
    ),
    _mark(
        "titles without a space", "#", r"\A(?:#{2,6}[^\W_][^\n]*|#[^\W\d_][^\n.,;:?!]{0,80})\Z",
        "write `# Title`, with a space after the hash",
    ),
    _mark(
        "titles and pictures of AsciiDoc", "== image::",
        r"\A={2,6} \w[^=\n]*\Z|^image::?\S+\[.*\]$",
        "write `## Title` and `![description](file)`",
    ),
)  # fmt: skip

# Beside these characters a mark gets its form by its order (`shaping.typography.punctuation`).
_UNSPACED = r"\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\uffff"

# What is left after emphasis and quotation marks were paired.
LEFT_OVER = (
    _mark(
        "`**` without its partner", "**",
        r"(?<![\w*])\*\*(?=[^\s*])|(?<=[^\w\s*])\*\*(?!\*)|(?:^|\s)\*\* [^*\n]+ \*\*(?=\s|$)",
        "close the emphasis, with no space inside the marks; `\\*` is an asterisk",
    ),
    _mark(
        "straight quotation marks", "\" '", rf"(?<![\d\"'{_UNSPACED}])[\"'](?![\"'{_UNSPACED}])",
        "close the quotation, or type the typographic mark; `\\\"` is the straight one",
    ),
)  # fmt: skip
