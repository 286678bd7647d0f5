"""Bad texts: bytes and characters, structure, and files that they refer to."""

from __future__ import annotations

from tests.badinputs.case import (
    SPINE,
    TEXT,
    Case,
    folder,
    link,
    manifest,
    open_socket,
    pipe,
    prose,
    text,
)

IMAGE = "![A line](x.svg)"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
TABLE = "| a | b |\n|---|---|\n| c | d |"
WORKS = '[bibliography]\nfiles = ["w.{}"]\n'


def nested(marker: str, depth: int) -> str:
    """A list in a list, or the like."""
    return "\n".join(f"{'  ' * level}{marker} level {level}" for level in range(depth))


def citing(name: str, kind: str, bad: str, good: str, *expected: str) -> Case:
    """A case of a file of references of a bibliography."""
    files = {
        "book.toml": manifest(
            spine=SPINE + '\nbackmatter = [{role="bibliography"}]', tables=WORKS.format(kind)
        )
    }
    return Case(name, {**files, f"w.{kind}": bad}, expected, {**files, f"w.{kind}": good})


def data(name: str, bad: str, good: str, *expected: str, block: str = "table") -> Case:
    """A case of a file of data that a block on line 3 shows."""
    shown = f'# A\n\n::: {block} {{src="d.csv"{" alt=x" if block == "chart" else ""}}}\n:::\n'
    files = {"a.md": shown}
    return Case(name, {**files, "d.csv": bad}, expected, {**files, "d.csv": good})


def place(name: str, bad: str, code: str) -> list[Case]:
    """Cases of a file name in every construct that refers to a file."""
    files = {"x_svg": SVG, "x_csv": "a,b\n1,2\n", "x_md": "Text.\n", "x_py": "x = 1\n"}
    forms = {
        "image": ("![A line]({})", "x.svg"),
        "include": ('x\n\n::: include {{file="{}"}}\n:::', "x.md"),
        "table": ('::: table {{src="{}"}}\n:::', "x.csv"),
        "chart": ('::: chart {{src="{}" alt="x"}}\n:::', "x.csv"),
        "code": ('```python {{file="{}"}}\n```', "x.py"),
    }
    return [
        prose(
            f"{name}-{form}",
            written.format(bad),
            written.format(good),
            f"{code} a.md:{5 if form == 'include' else 3}",
            **files,
        )
        for form, (written, good) in forms.items()
    ]


CHARACTERS = (
    text("byte", b"# A\n\nA caf\xe9.\n", "# A\n\nA café.\n", "TXT-001 a.md:3"),
    text("byte-order-mark", "\ufeff# A\n\n\x00\n", "\ufeff# A\r\n\r\nText.\r\n", "TXT-001 a.md:3"),
    text("utf-16-text", TEXT.encode("utf-16"), TEXT.encode("utf-8-sig"), "TXT-001 a.md:1"),
    text("surrogate", b"# A\n\n\xed\xa0\x80\n", "# A\n\n\U00010000\n", "TXT-001 a.md:3"),
    text("overlong", b"# A\n\n\xc0\xaf\n", "# A\n\n/\n", "TXT-001 a.md:3"),
    text("beyond-unicode", b"# A\n\n\xf4\x90\x80\x80\n", "# A\n\n\U0010fffd\n", "TXT-001 a.md:3"),
    *(
        prose(f"sign-{ord(sign):04x}", f"a{sign}b", "a b", "TXT-001 a.md:3")
        for sign in "\x00\x0b\x0c\x1b\x7f\x9f\ufffe\uffff\ufdd0\ufdd7\U0001fffe"
    ),
    *(
        prose(f"written-{number}", f"a &#{number}; b", "a &#65; b", "TXT-001 a.md:3")
        for number in ("0", "x1b", "xD800", "xFFFE", "x110000", "9999999")
    ),
    text("only-control-signs", b"\x00" * 500_000, TEXT, *["TXT-001 a.md:1"] * 20),
    prose("bidi-override", "a\u202eb", "a\u202eb\u202c", "~TXT-002 a.md:3"),
    prose("bidi-isolate", "x\n\na\u2067b", "x\n\na\u2067b\u2069", "~TXT-002 a.md:5"),
    prose("bidi-closing", "a\u202cb", "a\u202bb\u202c", "~TXT-002 a.md:3"),
    prose("bidi-crossed", "a\u2067b\u202cc\u2069", "a\u2067b\u2069", "~TXT-002 a.md:3"),
    prose("bidi-code", "```\nif a:\n  b\u202e = 1\n```", "```\nb\u202e = 1\u202c\n```",
          "~TXT-002 a.md:5"),
    prose("bidi-link", "[a](https://example.org/\u202ea)", "[a](https://example.org/a)",
          "REF-012 a.md:3", "~TXT-002 a.md:3"),
    prose("bidi-link-percent", "[a](https://example.org/%E2%80%AEa)", "[a](https://example.org/%E2)",
          "REF-012 a.md:3"),
    prose("bidi-id", "## B {#b\u202e}\n\nText.", "## B {#b}\n\nText.", "STR-008 a.md:3"),
    prose("marks", "a" + "\u0301" * 5000, "a" + "\u0301" * 20, "TXT-003 a.md:3"),
    prose("marks-hebrew", "א" + "\u05b0" * 33,
          "[שָׁלוֹם]{lang=he} [می\u200cخواهم]{lang=fa} 👩\u200d👩\u200d👧",
          "TXT-003 a.md:3"),
    prose("word", "a" * 5001, "a" * 5000, "TXT-003 a.md:3"),
    prose("word-chinese", "x\n" + "-" * 1 + "a" * 6000, "[" + "字" * 6000 + "]{lang=zh}",
          "TXT-003 a.md:4"),
    prose("paragraph", "a b " * 50_001, "a b " * 40_000, "TXT-003 a.md:3"),
    text("text-huge", b"a\n\n" * 3_000_000, TEXT, "TXT-003 a.md:0"),
    text("file-huge", b"a" * 64_000_001, TEXT, "RES-003 book.toml:6"),
    text("empty", "", TEXT, "~STR-006 a.md:1"),
    text("blank", " \n\n\t\n", TEXT, "~STR-006 a.md:1"),
    text("title-alone", "# A\n", TEXT, "~STR-006 a.md:1"),
    text("heading-nothing", "# {.unnumbered}\n\nText.\n", TEXT, "STR-004 a.md:1"),
    text("title-invisible", "# \u200b {.unnumbered}\n\nText.\n", TEXT, "STR-004 a.md:1"),
)  # fmt: skip

STRUCTURE = (
    prose("level-jump", "#### B\n\nText.", "## B\n\nText.", "~STR-003 a.md:3"),
    prose("second-title", "# B\n\nText.", "## B\n\nText.", "STR-002 a.md:3"),
    prose("heading-empty", "## {.unnumbered}\n\nText.", "## B\n\nText.", "STR-004 a.md:3"),
    prose("same-slugs", "## B {#b}\n\nc\n\n## C {#b}\n\nd", "## B\n\nc\n\n## C {#b}\n\nd",
          "STR-009 a.md:7"),
    prose("anchor-twice", "[a]{#x} [b]{#x}", "[a]{#x} [b]{#y}", "STR-009 a.md:3"),
    Case("anchor-in-two-files",
         {"book.toml": manifest(spine='bodymatter = ["a.md", "b.md"]'), "a.md": "# A\n\n[a]{#x}\n",
          "b.md": "# B\n\nText.\n\n[b]{#x}\n"},
         ("STR-009 b.md:5",),
         {"book.toml": manifest(spine='bodymatter = ["a.md", "b.md"]'), "a.md": "# A\n\n[a]{#x}\n",
          "b.md": "# B\n\nText.\n\n[b]{#y}\n"}),
    prose("anchor-space", '[a]{id="x y"}', '[a]{id="xy"}', "STR-008 a.md:3"),
    prose("id-signs", '[a]{id="x<y"}', '[a]{id="x"}', "STR-008 a.md:3"),
    prose("id-figure", "[a]{#1}", "[a]{#one}", "STR-008 a.md:3"),
    prose("include-itself", 'x\n\n::: include {file="a.md"}\n:::', "x", "STR-012 a.md:5"),
    prose("include-in-a-circle", 'x\n\n::: include {file="b.md"}\n:::', "x", "STR-012 b.md:1",
          b_md='::: include {file="a.md"}\n:::\n'),
    Case("include-doubling",
         {"a.md": '# A\n\nx\n\n::: include {file="0.md"}\n:::\n'} | {
             f"{n}.md": f'::: include {{file="{n + 1}.md"}}\n:::\n' * 2 for n in range(14)
         } | {"14.md": "x\n"},
         ("STR-016 12.md:1",), {}),
    Case("include-in-a-row",
         {"a.md": '# A\n\nx\n\n::: include {file="0.md"}\n:::\n'} | {
             f"{n}.md": f'::: include {{file="{n + 1}.md"}}\n:::\n' for n in range(20)
         } | {"20.md": "x\n"},
         ("STR-016 15.md:1",), {}),
    prose("include-missing", 'x\n\n::: include {file="bb.md"}\n:::',
          '::: include {file="b.md"}\n:::', "RES-001 a.md:5", b_md="Text.\n"),
    prose("include-nameless", "x\n\n::: include\n:::", "x", "RES-002 a.md:5"),
    prose("link-to-nothing", "[x](#bb)", "[x](#a)", "REF-001 a.md:3"),
    prose("link-to-no-file", "[x](b.md)", "[x](a.md)", "REF-001 a.md:3"),
    prose("image-unnamed", "![](x.svg)", "![](x.svg){.decorative}", "RES-005 a.md:3", x_svg=SVG),
    prose("note-twice", "x[^1]\n\n[^1]: a\n\n[^1]: b", "x[^1]\n\n[^1]: a", "REF-003 a.md:7"),
    prose("note-uncalled", "x\n\n[^1]: a", "x[^1]\n\n[^1]: a", "~REF-004 a.md:5"),
    prose("note-undefined", "x[^1]", "x[^1]\n\n[^1]: a", "REF-002 a.md:3"),
    prose("lists-deep", nested("-", 200), nested("-", 11), "STR-001 a.md:53"),
    prose("lists-too-deep", nested("-", 51), nested("-", 50), "STR-001 a.md:53"),
    prose("quotations-deep", ">" * 200 + " x", ">" * 40 + " x", "STR-001 a.md:3"),
    prose("emphasis-deep", "*a **b " * 200 + "c" + "** d*" * 200, "*a **b** c*", "STR-001 a.md:3"),
    prose("row-short", TABLE + "\n| e |", TABLE, "STR-017 a.md:6"),
    prose("row-long", TABLE + "\n| e | f | g |", TABLE + "\n| e | f \\| g |", "STR-017 a.md:6"),
    prose("row-in-quotation", "> " + (TABLE + "\n| e |").replace("\n", "\n> "),
          "> " + TABLE.replace("\n", "\n> "), "STR-017 a.md:6"),
    prose("caption-in-table", TABLE + "\nTable: words", TABLE + "\n\nTable: words",
          "STR-017 a.md:6"),
    prose("columns-many", "|a" * 70_000 + "|\n" + "|-" * 70_000 + "|\n" + ("|b" * 70_000 + "|\n"),
          TABLE, *[f"STR-016 a.md:{line}" for line in (3, 4, 5)]),
    prose("rows-many", TABLE + "\n|e|f|" * 20_000, TABLE + "\n|e|f|" * 200, "STR-016 a.md:3"),
    prose("cells-many", "::: table\n- - a" + "\n  - b" * 200 + "\n:::",
          "::: table\n- - a" + "\n  - b" * 9 + "\n:::", "STR-016 a.md:4"),
    text("headings-many", "# A\n\n" + "## B\n\nc\n\n" * 12_000, "# A\n\n" + "## B\n\nc\n\n" * 50,
         "STR-016 a.md:39999"),
    prose("block-unknown", "::: hint\nx\n:::", "::: tip\nx\n:::", "STR-011 a.md:3"),
    prose("block-attribute", "::: verse {a:b=c}\nx\n:::", "::: verse {.b}\nx\n:::",
          "STR-010 a.md:3"),
    prose("verse-unreadable", "::: verse {numbered=²}\nx\n:::", "::: verse {numbered=2}\nx\n:::",
          "STR-010 a.md:3"),
    prose("verse-count", '::: verse {numbered="²"}\nx\n:::', "::: verse {numbered=2}\nx\n:::",
          "STR-013 a.md:3"),
    prose("verse-huge", f"::: verse {{numbered={'9' * 5000}}}\nx\n:::",
          "::: verse {numbered=9999}\nx\n:::", "STR-013 a.md:3"),
    prose("language", "[x]{lang=german}", "[x]{lang=de}", "STR-015 a.md:3"),
    prose("variable", "{{x}}", "\\{{x}}", "REF-006 a.md:3"),
)  # fmt: skip

NAMES = (
    *place("upwards", "../x.svg", "RES-004"),
    *place("there-and-back", "b/../../x.svg", "RES-004"),
    *place("absolute", "/etc/passwd", "RES-004"),
    *place("proc", "/proc/self/environ", "RES-004"),
    *place("missing", "y.svg", "RES-001"),
    prose("percent-nul", "![A](x%00.svg)", IMAGE, "REF-012 a.md:3", "RES-004 a.md:3", x_svg=SVG),
    prose("percent-upwards", "![A](%2e%2e/x.svg)", IMAGE, "RES-004 a.md:3", x_svg=SVG),
    prose("percent-slash", "![A](..%2fx.svg)", IMAGE, "RES-004 a.md:3", x_svg=SVG),
    prose("image-folder", "![A](y.svg)", IMAGE, "RES-002 a.md:3", x_svg=SVG, y_svg=folder),
    prose("image-pipe", "![A](y.svg)", IMAGE, "RES-002 a.md:3", x_svg=SVG, y_svg=pipe),
    prose("image-socket", "![A](y.svg)", IMAGE, "RES-002 a.md:3", x_svg=SVG, y_svg=open_socket),
    prose("image-link-outside", "![A](y.svg)", IMAGE, "RES-004 a.md:3", x_svg=SVG,
          y_svg=link("../canary.svg")),
    prose("image-link-loop", "![A](y.svg)", IMAGE, "RES-002 a.md:3", x_svg=SVG,
          y_svg=link("y.svg")),
    prose("image-link-device", "![A](y.svg)", IMAGE, "RES-004 a.md:3", x_svg=SVG,
          y_svg=link("/dev/zero")),
    prose("image-link-proc", "![A](y.svg)", IMAGE, "RES-004 a.md:3", x_svg=SVG,
          y_svg=link("/proc/self/environ")),
)  # fmt: skip

DATA = (
    data("csv-uneven", "a,b\n1,2\n3\n", "a,b\n1,2\n3,4\n", "RES-009 a.md:3"),
    data("csv-empty", "", "a,b\n1,2\n", "RES-009 a.md:3"),
    data("csv-head-alone", "a,b\n", "a,b\n1,2\n", "RES-009 a.md:3"),
    data("csv-bytes", "a,b\n1,\udce9\n", "\ufeffa,b\r\n1,2\r\n", "TXT-001 d.csv:2"),
    data("csv-field", f'a,b\n"{"x y " * 50_000}",2\n', 'a,b\n"x\ny",2\n', "RES-009 a.md:3"),
    data("csv-open-quotation", 'a,b\n"1,2\n3,4\n', 'a,b\n"1",2\n', "RES-009 a.md:3"),
    data("csv-columns", "a," * 201 + "\n" + "1," * 201, "a,b\n1,2\n", "RES-003 a.md:3"),
    data("chart-column", "a\n1\n", "a,b\nx,1\n", "RES-009 a.md:3", block="chart"),
    data("chart-words", "a,b\nx,y\n", "a,b\nx,1\n", "RES-010 a.md:3", block="chart"),
    data("chart-endless", "a,b\nx,1e999\n", "a,b\nx,1e9\n", "RES-010 a.md:3", block="chart"),
    data("chart-nan", "a,b\nx,nan\n", "a,b\nx,0\n", "RES-010 a.md:3", block="chart"),
    data("chart-figures", "a,b\nx,1_0\n", "a,b\nx,-10\n", "RES-010 a.md:3", block="chart"),
    citing("json-broken", "json", "[{]", '[{"id":"a"}]', "RES-021 w.json:1"),
    citing("json-no-list", "json", '{"id":"a"}', "[]", "RES-021 w.json:1"),
    citing("json-no-id", "json", '[{"title":"a"}]', '[{"id":"a","title":"a"}]', "RES-021 w.json:1"),
    citing("json-nested", "json", "[" * 100_000, "[]", "RES-021 w.json:0"),
    citing("json-nested-entry", "json", f'[{{"id":"a","x":{"[" * 900}{"]" * 900}}}]', "[]",
           "RES-021 w.json:1"),
    citing("json-figures", "json", f'[{{"id":"a","x":{"9" * 10_000}}}]', '[{"id":"a","x":9}]',
           "RES-021 w.json:0"),
    citing("json-nul", "json", '[{"id":"a","title":"a\\u0000"}]', '[{"id":"a","title":"b"}]',
           "RES-021 w.json:1"),
    citing("json-id-twice", "json", '[{"id":"a"},\n{"id":"a","title":"b"}]',
           '[{"id":"a"},{"id":"b"}]', "REF-021 w.json:2"),
    citing("json-dates", "json", "5", '[{"id":"a","issued":{"date-parts":5,"season":"²"}},'
           f'{{"id":"b","issued":{{"date-parts":[["{"9" * 6000}"]]}}}}]', "RES-021 w.json:1"),
    citing("bib-broken", "bib", "@book{a, title = {x", "@book{a, title = {x}}", "RES-021 w.bib:1"),
    citing("bib-twice", "bib", "@book{a, title={x}}\n@book{a, title={y}}", "@book{a, title={x}}",
           "REF-021 w.bib:2"),
    citing("bib-nested", "bib", f"@book{{a, title = {{{'{' * 3000}x{'}' * 3000}}}}}",
           "@book{a, title = {{x}}}", "RES-021 w.bib:1"),
    citing("bib-open", "bib", "@book{a" * 3000, "@book{a, title={x}}",
           "RES-021 w.bib:1", "RES-021 w.bib:1"),
    citing("bib-chain", "bib",
           "".join(f"@book{{k{n}, title={{x}}, crossref={{k{n + 1}}}}}\n" for n in range(19)),
           "@book{a, title={x}, crossref={b}}\n@book{b, title={y}, crossref={a}}\n",
           "RES-021 w.bib:1"),
    citing("bib-bytes", "bib", "@book{a, title={\udce9}}", "@book{a, title={é}}",
           "TXT-001 w.bib:1"),
)  # fmt: skip

STYLE = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">{}'
    '<citation><layout><text variable="title"/>{}</layout></citation></style>'
)
CALL = '<text macro="m{}"/>'


def styled(name: str, bad: str, *expected: str) -> Case:
    """A case of the citation style of a bibliography."""
    tables = WORKS.format("json") + 'style = "x.csl"\n'
    files = {"book.toml": manifest(tables=tables), "w.json": "[]"}
    return Case(name, {**files, "x.csl": bad}, expected, {**files, "x.csl": STYLE.format("", "")})


def macros(count: int, calls: int) -> str:
    """Macros that each call the next one `calls` times."""
    definitions = "".join(
        f'<macro name="m{n}">{CALL.format(n + 1) * calls}</macro>' for n in range(count)
    )
    return definitions + f'<macro name="m{count}"><text value="x"/></macro>'


STYLES = (
    styled("style-no-xml", "<style", "RES-022 x.csl:1"),
    styled("style-other-root", "<html/>", "RES-022 x.csl:1"),
    styled("style-entity", '<!DOCTYPE style [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'
           + STYLE.format("", "&a;"), "RES-022 x.csl:1"),
    styled("style-macro-missing", STYLE.format("", CALL.format(1)), "RES-022 x.csl:1"),
    styled("style-macro-circle",
           STYLE.format(f'<macro name="m1">{CALL.format(1)}</macro>', CALL.format(1)),
           "RES-022 x.csl:1"),
    styled("style-macros-doubling", STYLE.format(macros(20, 4), CALL.format(0)), "RES-022 x.csl:1"),
    styled("style-macros-in-a-row", STYLE.format(macros(2_000, 1), CALL.format(0)),
           "RES-022 x.csl:1"),
)  # fmt: skip

MULTIPLIED = (
    Case("variable-multiplied",
         {"book.toml": manifest(tables=f'[variables]\nx = "{"a b " * 20_000}"\n'),
          "a.md": "# A\n\n" + "{{x}} " * 10_000},
         ("TXT-003 a.md:3",),
         {"book.toml": manifest(tables='[variables]\nx = "a b"\n'), "a.md": "# A\n\n{{x}}\n"}),
)  # fmt: skip

CASES = (*STYLES, *MULTIPLIED, *CHARACTERS, *STRUCTURE, *NAMES, *DATA)
