"""A hostile book that can be built: in a process with limits; every byte is checked."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest

from publish import external
from tests.badinputs.case import manifest, write
from tests.hostile.conftest import CANARY, Listener
from tests.hostile.drawings import GOOD

pytestmark = pytest.mark.slow

TITLE = '</title><script>alert("1 & 2")</script> %s {{ 7 * 7 }} {% raw %}'
SECONDS, MEMORY = 120.0, 4_000_000_000

TEXT = """# <b>One</b> `</h1>` & {{{ 7 * 7 }}}x

<script>alert(1)</script> <img src="@server@/a.png" onerror="alert(1)"> <!-- a comment -->

<link rel="attachment" href="file://@canary@"><style>@import url(@server@/b.css);</style>

<object data="file://@canary@"></object> <!ENTITY a SYSTEM "file://@canary@"> &a; ]]> <?php a ?>

[b](javascript:alert(1)) [c](data:text/html,x) ![d](data:image/svg+xml,x.svg) <javascript:alert(1)>

[e](https://example.org/"><script>alert(1)</script>) {{{x}}} {%% include "@canary@" %%}

- `url(@server@/d.png)` \\@import "@server@/e.css"; a:expression(alert(1))

```html {caption="</figcaption><script>"}
<script src="@server@/f.js"></script>
```

| `</td>` | <td colspan="1000000"> |
|---|---|
| <script> | {#} |

![</title><script>"](x.svg "\\"><script>"){#fig credit="<script>" licence="</p>"}

Twelve scripts: Ωμέγα, Мир, 漢字, かな, שלום, عربى; &lt; &#60; &amp;lt; %00 %2e%2e/ ..\\\\..\\\\x.
"""
META = (
    'subtitle = "<script>"',
    'authors = ["</dc:creator><x>", "]]>"]',
    'publisher = "\\"><script>"',
    'description = "<![CDATA[ &amp; ]]> \\\\0"',
    'rights = "%%EOF endobj ( ) << >>"',
    'subjects = ["</script>", "(\\\\"]',
    'identifier = "urn:x:<&>"',
)
TABLES = """[variables]
x = "<script>{{x}}</script>"
[abbreviations]
"(a+)+$" = "<script>"
[editions.epub]
format = "epub"
[editions.pdf]
format = "pdf"
"""


@pytest.fixture
def home(tmp_path: Path, canary: Path, listener: Listener) -> Path:
    """The hostile book."""
    text = TEXT.replace("@canary@", str(canary)).replace("@server@", listener.address)
    toml = manifest(*META, tables=TABLES).replace('"A Book"', f"'''{TITLE}'''")
    return write(tmp_path / "book", {"book.toml": toml, "a.md": text, "x.svg": GOOD["picture"]})


def build(home: Path, out: Path) -> external.Completed:
    words = ("build", home, "--out", out)
    return external.run_module(
        "publish", *words, timeout=SECONDS, memory=MEMORY, expect=None, folder=home.parent
    )


def test_a_hostile_book(home: Path, tmp_path: Path, listener: Listener) -> None:
    before = _state(tmp_path)
    done = build(home, tmp_path / "out")
    assert done.status == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert listener.calls() == 0
    after = _state(tmp_path)
    assert {name for name in after if name.parts[0] != "out"} == set(before)
    assert all(after[name] == digest for name, digest in before.items())
    epub, pdf = tmp_path / "out" / "book.epub", tmp_path / "out" / "book.pdf"
    _check_epub(epub.read_bytes())
    _check_pdf(pdf.read_bytes())


def _check_epub(content: bytes) -> None:
    titles = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            assert not name.startswith("/")
            assert ".." not in name
            member = archive.read(name)
            assert CANARY.encode() not in member, name
            if name.endswith((".xhtml", ".opf", ".ncx", ".svg")):
                assert not re.search(rb"<(script|iframe|object|link[^>]+attachment)", member), name
                assert not re.search(rb"<[^>]+ (on\w+|style|src|data)=.(?!\w|\.\./)", member), name
                assert not re.search(
                    rb'(href|src)="(javascript:|file:|data:(?!image/png;base64,)|//)', member
                ), name
                titles += member.count(b"&lt;/title&gt;&lt;script&gt;alert(")
    assert titles >= 3


def _check_pdf(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == re.sub('"(.*)"', r"“\1”", TITLE)
        assert "/Names" not in pdf.Root or "/JavaScript" not in pdf.Root.Names
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                if item.get("/Filter") != "/DCTDecode":
                    assert CANARY.encode() not in item.read_bytes()
            elif isinstance(item, pikepdf.Dictionary):
                assert item.get("/S") not in ("/JavaScript", "/Launch", "/SubmitForm", "/GoToR")
                assert item.get("/Type") not in ("/Filespec", "/EmbeddedFile")
                assert CANARY not in str(dict(item))


def _state(home: Path) -> dict[Path, str]:
    """Each file below a folder with the digest of its bytes."""
    return {
        path.relative_to(home): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }
