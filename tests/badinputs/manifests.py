"""Bad manifests."""

from __future__ import annotations

from tests.badinputs.case import (
    Case,
    Content,
    folder,
    link,
    manifest,
    meta,
    open_socket,
    pipe,
    spine,
)

MANIFEST = manifest()
NESTED = "[" * 3000
WORKS = '[bibliography]\nfiles = ["w.json"]\n'
DEEP = ('[{title="x", sections=', "}]")


def whole(name: str, bad: Content, *expected: str, good: Content = MANIFEST) -> Case:
    """A case of a whole manifest."""
    return Case(name, {"book.toml": bad}, expected, {"book.toml": good})


def title(name: str, bad: str, *expected: str, good: str = 'title = "A Book"') -> Case:
    """A case of the second line, the title."""
    lines = manifest().split("\n")
    return whole(
        name,
        "\n".join([lines[0], bad, *lines[2:]]),
        *expected,
        good="\n".join([lines[0], good, *lines[2:]]),
    )


def language(tag: str, good: str) -> Case:
    """A case of the third line, the language."""
    bad_text, good_text = (manifest().replace('"en"', f'"{each}"') for each in (tag, good))
    return whole(f"language-{tag or 'empty'}", bad_text, "MAN-007 book.toml:3", good=good_text)


def table(name: str, bad: str, good: str, *expected: str) -> Case:
    """A case of tables after the structure, from line 8."""
    return whole(name, manifest(tables=bad), *expected, good=manifest(tables=good))


# The text fields of a manifest, and the line of each.
FIELDS = {
    "title": ('title = "A{}"', 2),
    "subtitle": ('subtitle = "A{}"', 4),
    "author": ('authors = ["A{}"]', 4),
    "author-name": ('authors = [{{ name = "A{}" }}]', 4),
    "publisher": ('publisher = "A{}"', 4),
    "place": ('place = "A{}"', 4),
    "version": ('version = "1{}"', 4),
    "description": ('description = "A{}"', 4),
    "subject": ('subjects = ["a", "b{}"]', 4),
    "rights": ('rights = "A{}"', 4),
    "identifier": ('identifier = "urn:x{}"', 4),
}
BELOW = {
    "variable": '[variables]\nx = "a{}"',
    "abbreviation": '[abbreviations]\nAB = "a{}"',
    "label": '[numbering.chapter]\nlabel = "A{} {{}}"',
}


def _signs(name: str, sign: str) -> list[Case]:
    cases = []
    for key, (line, number) in FIELDS.items():
        make = title if number == 2 else None
        bad, good = line.format(sign), line.format("")
        if make:
            cases.append(title(f"{name}-{key}", bad, f"MAN-003 book.toml:{number}", good=good))
        else:
            cases.append(meta(f"{name}-{key}", bad, good, f"MAN-003 book.toml:{number}"))
    for key, lines in BELOW.items():
        bad, good = lines.format(sign), lines.format("")
        cases.append(table(f"{name}-{key}", bad, good, "MAN-003 book.toml:9"))
    bad, good = (f'bodymatter = [{{ title = "A{s}", status = "missing" }}]' for s in (sign, ""))
    cases.append(spine(f"{name}-section-title", bad, good, "MAN-003 book.toml:6"))
    return cases


CASES = (
    whole("toml-unclosed", '[book]\ntitle = "A', "MAN-004 book.toml:2"),
    whole("toml-bare-word", "[book]\ntitle = A\n", "MAN-004 book.toml:2"),
    whole("toml-empty", "", "MAN-006 book.toml:1", "MAN-007 book.toml:1", "MAN-010 book.toml:1"),
    meta("key-twice", 'title = "B"', 'rights = "B"', "MAN-004 book.toml:4"),
    table("table-twice", "[book]", "[notes]", "MAN-004 book.toml:8"),
    meta("key-unknown", 'titel = "A"', 'subtitle = "A"', "MAN-005 book.toml:4"),
    table("table-unknown", "[metadata]", "[variables]", "MAN-005 book.toml:8"),
    title("title-number", "title = 5", "MAN-005 book.toml:2", "MAN-006 book.toml:2"),
    meta("authors-text", 'authors = "x"', 'authors = ["x"]', "MAN-005 book.toml:4"),
    meta("authors-number", "authors = [5]", 'authors = ["5"]', "MAN-005 book.toml:4",
         "MAN-009 book.toml:4"),
    meta("version-number", "version = 1.0", 'version = "1.0"', "MAN-005 book.toml:4"),
    title("title-absent", "", "MAN-006 book.toml:1"),
    title("title-empty", 'title = ""', "MAN-006 book.toml:2"),
    title("title-spaces", 'title = "  "', "MAN-006 book.toml:2"),
    title("title-zero-width", 'title = "\u200b\u2060"', "MAN-006 book.toml:2"),
    title("title-fillers", 'title = "\u3164\u00ad\u2800"', "MAN-006 book.toml:2"),
    meta("author-empty", 'authors = [""]', 'authors = ["A"]', "MAN-009 book.toml:4"),
    meta("author-role", 'authors = [{ name = "A", role = "wizard" }]',
         'authors = [{ name = "A", role = "edt" }]', "MAN-009 book.toml:4"),
    meta("isbn-check-digit", 'isbn = "978-0-306-40615-8"', 'isbn = "978-0-306-40615-7"',
         "MAN-008 book.toml:4"),
    meta("isbn-short", 'isbn = "978-0-306-4061"', 'isbn = "9780306406157"', "MAN-008 book.toml:4"),
    meta("isbn-ten", 'isbn = "0-306-40615-2"', 'isbn = "978 0 306 40615 7"', "MAN-008 book.toml:4"),
    meta("isbn-arabic-figures", 'isbn = "978٠306406157"', 'isbn = "9780306406157"',
         "MAN-008 book.toml:4"),
    language("english", "en"),
    language("en_US", "en-US"),
    language("", "de"),
    language("zh-Hant-TW-", "zh-Hant-TW"),
    language("e\u017f", "es"),
    language("en US", "en-GB"),
    meta("date-thirtieth", "date = 2026-02-30", "date = 2026-02-28", "MAN-004 book.toml:4"),
    meta("date-slashes", "date = 31/12/2026", "date = 2026-12-31", "MAN-004 book.toml:4"),
    meta("date-slashes-text", 'date = "31/12/2026"', 'date = "2026-12-31"', "MAN-005 book.toml:4"),
    meta("date-month", "date = 2026-13-01", "date = 2026-12-01", "MAN-004 book.toml:4"),
    whole("utf-16", manifest().encode("utf-16"), "MAN-003 book.toml:1",
          good=manifest().encode("utf-8-sig")),
    whole("gb18030", manifest('rights = "版权"').encode("gb18030"), "MAN-003 book.toml:4",
          good=manifest('rights = "版权"')),
    whole("latin-1", manifest('rights = "é"').encode("latin-1"), "MAN-003 book.toml:4",
          good=manifest('rights = "é"').replace("\n", "\r\n")),
    whole("nul-byte", manifest('rights = "\0"'), "MAN-003 book.toml:4"),
    meta("brackets-open", f"x = {NESTED}", 'rights = "x"', "MAN-004 book.toml:0"),
    meta("brackets-closed", f"x = {NESTED}{']' * 3000}", 'rights = "x"', "MAN-004 book.toml:0"),
    meta("brackets-a-few", f"x = {'[' * 200}{']' * 200}", 'rights = "x"', "MAN-005 book.toml:4"),
    meta("braces", f"x = {'{a=' * 3000}1{'}' * 3000}", 'rights = "x"', "MAN-004 book.toml:0"),
    table("dotted-key", ".".join(["a"] * 100_000) + " = 1", "[notes]", "MAN-004 book.toml:8"),
    table("dotted-header", f"[{'.'.join(['a'] * 100_000)}]", "[notes]", "MAN-004 book.toml:8"),
    whole("fifty-megabytes", b"#" * 50_000_000, "MAN-002 book.toml:0"),
    whole("long-number", manifest(f"x = {'9' * 10_000}"), "MAN-004 book.toml:0"),
    whole("manifest-pipe", pipe, "MAN-001 .:0"),
    whole("manifest-socket", open_socket, "MAN-001 .:0"),
    whole("manifest-folder", folder, "MAN-001 .:0"),
    whole("manifest-loop", link("book.toml"), "MAN-001 .:0"),
    whole("manifest-outside", link("../outside.toml"), "MAN-001 .:0"),
    whole("manifest-device", link("/dev/zero"), "MAN-001 .:0"),
    spine("no-section", "bodymatter = []", 'bodymatter = ["a.md"]', "MAN-010 book.toml:5"),
    spine("lists-unknown", 'bodymatter = ["a.md"]\nlists = ["figure", "x"]',
          'bodymatter = ["a.md"]\nlists = []', "MAN-005 book.toml:7"),
    spine("id-twice", 'bodymatter = [{file="a.md", id="x"}, {file="b.md", id="x"}]',
          'bodymatter = [{file="a.md", id="x"}, {file="b.md", id="y"}]', "STR-009 book.toml:6",
          b_md="# B\n\nText.\n"),
    spine("id-space", 'bodymatter = [{file="a.md", id="x y"}]',
          'bodymatter = [{file="a.md", id="x-y"}]', "STR-008 book.toml:6"),
    spine("id-bidi", 'bodymatter = [{file="a.md", id="x\u202ey"}]',
          'bodymatter = [{file="a.md", id="xy"}]', "MAN-003 book.toml:6"),
    spine("id-markup", 'bodymatter = [{file="a.md", id="x\\"><script>"}]',
          'bodymatter = [{file="a.md", id="script"}]', "STR-008 book.toml:6"),
    spine("file-twice", 'bodymatter = ["a.md", "a.md"]', 'bodymatter = ["a.md"]',
          "MAN-012 book.toml:6"),
    spine("file-twice-dotted", 'bodymatter = ["a.md", "./a.md"]', 'bodymatter = ["./a.md"]',
          "MAN-012 book.toml:6"),
    spine("file-missing", 'bodymatter = ["aa.md"]', 'bodymatter = ["a.md"]', "RES-001 book.toml:6"),
    spine("file-upwards", 'bodymatter = ["../book/a.md"]', 'bodymatter = ["a.md"]',
          "RES-004 book.toml:6"),
    spine("file-absolute", 'bodymatter = ["/etc/passwd"]', 'bodymatter = ["a.md"]',
          "RES-004 book.toml:6"),
    spine("file-there-and-back", 'bodymatter = ["x/../../x.md"]', 'bodymatter = ["a.md"]',
          "RES-004 book.toml:6"),
    spine("file-nul", 'bodymatter = ["a\\u0000.md"]', 'bodymatter = ["a.md"]',
          "MAN-003 book.toml:6"),
    spine("file-empty-entry", "bodymatter = [{ numbered = false }]", 'bodymatter = ["a.md"]',
          "STR-004 book.toml:6", "~STR-006 book.toml:6"),
    spine("file-long-name", f'bodymatter = ["{"x" * 5000}.md"]', 'bodymatter = ["a.md"]',
          "RES-002 book.toml:6"),
    spine("file-folder", 'bodymatter = ["b.md"]', 'bodymatter = ["a.md"]', "RES-002 book.toml:6",
          b_md=folder),
    spine("file-pipe", 'bodymatter = ["b.md"]', 'bodymatter = ["a.md"]', "RES-002 book.toml:6",
          b_md=pipe),
    spine("file-socket", 'bodymatter = ["b.md"]', 'bodymatter = ["a.md"]', "RES-002 book.toml:6",
          b_md=open_socket),
    spine("file-below-a-file", 'bodymatter = ["a.md/b.md"]', 'bodymatter = ["a.md"]',
          "RES-002 book.toml:6"),
    spine("file-newline", 'bodymatter = ["a\\n.md"]', 'bodymatter = ["a.md"]',
          "RES-001 book.toml:6"),
    spine("file-empty-name", 'bodymatter = [{file=" "}]', 'bodymatter = ["a.md"]',
          "RES-001 book.toml:6"),
    spine("link-outside", 'bodymatter = ["b.md"]', 'bodymatter = ["a.md"]', "RES-004 book.toml:6",
          b_md=link("../secret.md")),
    spine("link-loop", 'bodymatter = ["b.md"]', 'bodymatter = ["a.md"]', "RES-002 book.toml:6",
          b_md=link("b.md")),
    spine("link-dangling", 'bodymatter = ["b.md"]', 'bodymatter = ["c.md"]', "RES-001 book.toml:6",
          b_md=link("nowhere.md"), c_md=link("a.md")),
    spine("link-device", 'bodymatter = ["b.md"]', 'bodymatter = ["a.md"]', "RES-004 book.toml:6",
          b_md=link("/dev/zero")),
    spine("role-unknown", 'bodymatter = [{file="a.md", role="chaptre"}]',
          'bodymatter = [{file="a.md", role="chapter"}]', "MAN-005 book.toml:6"),
    spine("role-absent", 'frontmatter = ["a.md"]', 'frontmatter = [{file="a.md", role="preface"}]',
          "MAN-011 book.toml:6"),
    spine("start-huge", f'bodymatter = [{{file="a.md", start={10**18}}}]',
          'bodymatter = [{file="a.md", start=9999}]', "MAN-005 book.toml:6"),
    spine("start-negative", 'bodymatter = [{file="a.md", start=-1}]',
          'bodymatter = [{file="a.md", start=0}]', "MAN-005 book.toml:6"),
    spine("entry-language", 'bodymatter = [{file="a.md", language="german"}]',
          'bodymatter = [{file="a.md", language="de"}]', "MAN-007 book.toml:6"),
    spine("part-empty", 'bodymatter = [{file="a.md", role="part"}]',
          'bodymatter = [{file="a.md", role="part", sections=["b.md"]}]', "~STR-005 a.md:1",
          b_md="# B\n\nText.\n"),
    spine("number-twice", 'bodymatter = ["a.md", {file="b.md", number="1"}]',
          'bodymatter = ["a.md", {file="b.md", number="1a"}]', "NUM-001 b.md:1",
          b_md="# B\n\nText.\n"),
    spine("nested-entries", f"bodymatter = {DEEP[0] * 120}[]{DEEP[1] * 120}",
          f'bodymatter = {DEEP[0] * 6}["a.md"]{DEEP[1] * 6}', "STR-016 book.toml:6"),
    table("label", '[numbering.chapter]\nlabel = "Chapter"',
          '[numbering.chapter]\nlabel = "Chapter {}"', "MAN-015 book.toml:9"),
    table("depth-negative", "[numbering]\ndepth = -1", "[numbering]\ndepth = 1",
          "MAN-005 book.toml:9"),
    table("edition-upwards", '[editions."../../x"]\nformat = "pdf"',
          '[editions.x]\nformat = "pdf"', "MAN-016 book.toml:8"),
    table("edition-slash", '[editions."a/b"]\nformat = "epub"', '[editions.a-b]\nformat = "epub"',
          "MAN-016 book.toml:8"),
    table("edition-empty", '[editions.""]\nformat = "epub"', '[editions.e]\nformat = "epub"',
          "MAN-016 book.toml:8"),
    table("edition-newline", '[editions."a\\nb"]\nformat = "epub"',
          '[editions."2e"]\nformat = "epub"', "MAN-016 book.toml:8"),
    table("edition-long", f'[editions.{"a" * 300}]\nformat = "epub"',
          f'[editions.{"a" * 40}]\nformat = "epub"', "MAN-016 book.toml:8"),
    table("edition-trim", '[editions.pdf]\ntrim = "A6x9"', '[editions.pdf]\ntrim = "A6"',
          "MAN-049 book.toml:9"),
    table("edition-theme", '[editions.pdf]\ntheme = "classical"',
          '[editions.pdf]\ntheme = "classic"', "MAN-018 book.toml:9"),
    table("edition-theme-upwards", '[editions.pdf]\ntheme = "../../mine"',
          '[editions.pdf]\ntheme = "classic"', "MAN-018 book.toml:9"),
    table("edition-theme-absolute", '[editions.pdf]\ntheme = "/tmp"',
          '[editions.pdf]\ntheme = "classic"', "MAN-018 book.toml:9"),
    table("edition-theme-here", '[editions.pdf]\ntheme = "classic/../classic"',
          '[editions.pdf]\ntheme = "classic"', "MAN-018 book.toml:9"),
    table("variable-unknown", '[editions.pdf.variables]\nparagraph = "space"',
          '[editions.pdf.variables]\nparagraphs = "space"', "MAN-019 book.toml:9"),
    table("variable-type", "[editions.pdf.variables]\nserif = 5",
          '[editions.pdf.variables]\nserif = "Literata"', "MAN-005 book.toml:8"),
    table("variable-of-themes", '[editions.pdf.variables]\ncode-day = "#fff"',
          '[editions.pdf.variables]\nchart-ink = "#fff"', "MAN-019 book.toml:9"),
    table("variable-rule", '[editions.pdf.variables]\nserif = "x; } p { color: red"',
          '[editions.pdf.variables]\nserif = "EB Garamond"', "MAN-019 book.toml:9"),
    table("variable-address", "[editions.epub.variables]\nserif = 'x\"; src: url(http://a)'",
          '[editions.epub.variables]\nserif = "Literata"', "MAN-019 book.toml:9"),
    table("variable-escape", "[editions.epub.variables]\nserif = '\\75rl'",
          '[editions.epub.variables]\nserif = "Literata"', "MAN-019 book.toml:9"),
    table("edition-no-table", "[editions]\npdf = 5", "[editions]\npdf = {}",
          "MAN-005 book.toml:9"),
    table("abbreviation-empty", '[abbreviations]\n"" = "x"', '[abbreviations]\nx = "x"',
          "MAN-017 book.toml:9"),
    Case("bibliography-style-outside",
         {"book.toml": manifest(tables=f'{WORKS}style = "../x.csl"\n'), "w.json": "[]"},
         ("RES-004 book.toml:10",), {"book.toml": manifest(tables=WORKS), "w.json": "[]"}),
    table("bibliography-upwards", '[bibliography]\nfiles = ["../x.bib"]',
          "[bibliography]\nfiles = []", "RES-004 book.toml:9"),
    table("bibliography-absolute", '[bibliography]\nfiles = ["/proc/self/environ.json"]',
          "[bibliography]\nfiles = []", "RES-004 book.toml:9"),
    table("notes-place", '[notes]\nplace = "margin"', '[notes]\nplace = "chapter"',
          "MAN-005 book.toml:9"),
    meta("cover-missing", 'cover = "x.png"', 'rights = "x"', "RES-001 book.toml:4"),
    meta("cover-upwards", 'cover = "../x.png"', 'rights = "x"', "RES-004 book.toml:4"),
    meta("cover-proc", 'cover = "/proc/self/environ"', 'rights = "x"', "RES-004 book.toml:4"),
    meta("cover-address", 'cover = "http://127.0.0.1:9/x.png"', 'rights = "x"',
         "RES-006 book.toml:4"),
    meta("cover-file-address", 'cover = "file:///etc/passwd"', 'rights = "x"',
         "RES-006 book.toml:4"),
    meta("cover-no-image", 'cover = "a.md"', 'rights = "x"', "RES-007 book.toml:4"),
    meta("cover-broken-address", 'cover = "//[x"', 'rights = "x"', "RES-006 book.toml:4"),
    *_signs("nul", "\\u0000"),
    *_signs("escape", "\\u001b"),
    *_signs("noncharacter", "\\ufffe"),
    *_signs("bidi", "\\u202e"),
)  # fmt: skip
