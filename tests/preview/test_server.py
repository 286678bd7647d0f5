"""`publish preview`, with a real server and real sockets."""

from __future__ import annotations

import io
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from publish import api
from publish.preview.web.drawing import draw_png
from tests.preview.running import EBB, FLOOD, MANIFEST, Running, fetch, preview, save, write_book
from tests.processes import still_running

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview that has shown the whole book once."""
    folder = tmp_path_factory.mktemp("preview")
    with preview(write_book(folder / "tides"), folder / "cache") as running:
        running.folder = folder  # type: ignore[attr-defined]
        running.complete()
        yield running


def _book(running: Running) -> Path:
    return Path(running.folder) / "tides"  # type: ignore[attr-defined]


def test_a_save_is_shown_in_all_views_as_the_next_build_has_it(running: Running) -> None:
    save(_book(running) / "ebb.md", f"{EBB}\nGulls come.\n")
    state = running.showing("Gulls come.")
    number = state["version"]
    out = _book(running).parent / "out"
    api.build(_book(running), out, cache=_book(running).parent / "cache")
    pdf = (out / "tides.pdf").read_bytes()
    assert running.get(f"v/{number}/print/book.pdf").content == pdf
    assert running.get(f"v/{number}/ebook/book.epub").content == (out / "tides.epub").read_bytes()
    web = running.get(f"v/{number}/web/text/ebb.html")
    assert b"Gulls come." in web.content
    assert b"Gulls come." in running.get(f"v/{number}/ebook/files/EPUB/text/ebb.xhtml").content
    rows = running.get(f"v/{number}/print/pages.json").json()
    with pdfium.PdfDocument(io.BytesIO(pdf)) as document:
        assert len(rows) == len(document)
        for row, page in zip(rows, document, strict=True):
            picture = running.get(f"v/{number}/print/{row['hash']}.png?dpi=50")
            assert picture.content == draw_png(page, 50)
            assert "immutable" in picture.headers["Cache-Control"]
    outline = running.get(f"v/{number}/outline.json").json()["sections"]
    assert [row["title"] for row in outline] == ["Ebb", "Flood"]
    assert outline[0]["href"] == "text/ebb.html"
    assert outline[0]["children"][0]["ebook"].startswith("EPUB/text/ebb.xhtml#")
    assert rows[outline[0]["page"] - 1]["label"] == outline[0]["folio"] == "1"


def test_an_error_keeps_the_last_good_views_and_says_where_it_is(running: Running) -> None:
    file = _book(running) / "flood.md"
    save(file, f"{FLOOD}\n# Twice\n")
    state = running.state_with(lambda each: bool(each["diagnostics"]) and not each["building"])
    found = state["diagnostics"][0]
    assert (found["code"], found["file"], found["line"]) == ("STR-002", "flood.md", 5)
    assert all(view["stale"] for view in state["views"].values())
    number = state["views"]["print"]["version"]
    assert running.get(f"v/{number}/print/pages.json").status == 200
    save(file, FLOOD)
    state = running.complete()
    assert state["diagnostics"] == []
    # The pages are those of before, so that nothing is drawn again.
    assert state["views"]["print"]["version"] == number


def test_only_the_page_of_the_preview_itself_is_answered(running: Running) -> None:
    port, address = running.port, running.address
    token = address.rstrip("/").rsplit("/", 1)[1]
    hosts = [
        *("evil.example", f"evil.example:{port}", f"127.0.0.1.evil.example:{port}", "127.0.0.1"),
        *("127.0.0.1:1", "[::1]", "", f"localhost.:{port}"),
    ]
    origins = [
        *("http://evil.example", "null", "http://127.0.0.1:1", f"https://127.0.0.1:{port}"),
        *(f"http://127.0.0.1:{port}.evil.example", f"http://evil.example:{port}", ""),
    ]
    others = ["", token[:-1], f"{token}x", token.swapcase(), "x" * len(token)]
    refused = [running.get("", {"Host": host}) for host in hosts]
    refused += [running.get("", {"Origin": origin}) for origin in origins]
    base = address.removesuffix(f"{token}/")
    refused += [fetch(f"{base}{other}/events") for other in others]
    refused.append(running.get("", {"Sec-Fetch-Site": "cross-site"}))
    assert len(refused) >= 20
    assert {answer.status for answer in refused} == {403}


@pytest.mark.parametrize(
    "path",
    [
        "client/",
        "client/../../book.toml",
        "v/9999/web/../../../x",
        "v/9999/ebook/files/",
        "v/0/web/",
    ],
)
def test_nothing_is_listed_and_nothing_is_outside(running: Running, path: str) -> None:
    answer = running.get(path)
    assert answer.status in (404, 307) or b"<html" in answer.content
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_pdf_is_answered_in_ranges(running: Running) -> None:
    answer = running.get("v/9999/print/book.pdf", {"Range": "bytes=0-4"})
    assert (answer.status, answer.content) == (206, b"%PDF-")


def test_the_server_listens_on_loopback_alone(running: Running) -> None:
    own = socket.gethostbyname(socket.gethostname())
    if own.startswith("127."):
        pytest.skip("the machine has no other address")
    with socket.socket() as client:
        client.settimeout(5)
        assert client.connect_ex((own, running.port)) != 0


def test_the_layout_server_starts_once_and_ctrl_c_ends_all(tmp_path: Path) -> None:
    book = write_book(tmp_path / "tides")
    with preview(book, tmp_path / "cache", "--port", "0") as running:
        running.complete()
        before = running.servers()
        assert len(before) == 2  # the layout server, and that of the browser
        for words in ("One.", "Two."):
            save(book / "ebb.md", f"{EBB}\n{words}\n")
            running.showing(words)
        assert running.servers() == before
        processes = running.processes()
    assert running.process.returncode == 130
    assert still_running(processes) == []
    assert not list((tmp_path / "temporary").iterdir())


def test_a_preview_whose_server_has_ended_ends_and_says_so(tmp_path: Path) -> None:
    book = write_book(tmp_path / "tides")
    with preview(book, tmp_path / "cache") as running:
        running.complete()
        for server in running.servers():
            os.kill(server, signal.SIGKILL)
        with pytest.raises(AssertionError, match=r"the server ended: publish: .*\.web"):
            running.state_with(lambda _: False)
    assert running.process.returncode == 1


def test_a_save_during_a_build_is_the_text_that_wins(running: Running) -> None:
    for number in range(5):
        text = f"{EBB}\nWave {number}.\n"
        save(_book(running) / "ebb.md", text)
        running.state_with(lambda each: each["building"])
    state = running.showing("Wave 4.")
    number = state["version"]
    assert b"Wave 4." in running.get(f"v/{number}/ebook/files/EPUB/text/ebb.xhtml").content


OFFERING = f"""{MANIFEST}
[editions.pdf]
format = "pdf"

[editions.large]
format = "pdf"
trim = "A4"

[editions.web]
format = "web"
search = false
downloads = ["large", "pdf"]
"""
VARYING = """
{only="epub"}
For readers of e-books.

{only="pdf"}
For readers of paper.
"""


def test_editions_have_what_the_build_gives_them(tmp_path: Path) -> None:
    book = write_book(tmp_path / "tides", OFFERING)
    save(book / "ebb.md", EBB + VARYING)
    with preview(book, tmp_path / "cache") as running:
        state = running.complete()
        at = f"v/{state['version']}"
        # The e-book is for the preview alone, and has the text that an edition would have.
        page = running.get(f"{at}/ebook/files/EPUB/text/ebb.xhtml").content
        assert b"e-books" in page
        assert b"paper" not in page
        api.build(book, out := tmp_path / "out", cache=tmp_path / "cache")
        for name in ("tides-large.pdf", "tides.pdf"):
            content = running.get(f"{at}/web/downloads/{name}").content
            assert content == (out / name).read_bytes()
        index = (out / "tides-web/index.html").read_bytes()
        assert running.get(f"{at}/web/index.html").content == index
        save(book / "ebb.md", f"{EBB}{VARYING}\nGulls.\n")
        state = running.showing("Gulls.")
        content = running.get(f"v/{state['version']}/print/book.pdf").content
        offered = running.get(f"v/{state['version']}/web/downloads/tides.pdf").content
        assert offered == content


def test_a_line_of_an_editor_is_told_to_the_browser(running: Running) -> None:
    assert running.get("at?file=ebb.md&line=3").status == 204
    while (event := running.next_event())[0] != "place":
        pass
    assert event[1]["line"] == 3


PAGED = f"""{MANIFEST}
[editions.pdf]
format = "pdf"

[editions.epub]
format = "epub"
page-list = "pdf"
"""


def test_an_ebook_with_page_numbers_does_not_wait_for_the_pages(tmp_path: Path) -> None:
    book = write_book(tmp_path / "tides", PAGED)
    with preview(book, tmp_path / "cache") as running:
        state = running.complete()
        before = state["views"]
        save(book / "ebb.md", f"{EBB}{'Gulls. ' * 900}\n")
        soon = running.state_with(
            lambda each: each["views"]["ebook"]["version"] > before["ebook"]["version"]
        )
        assert soon["views"]["ebook"]["stale"]
        assert soon["views"]["print"]["version"] == before["print"]["version"]
        number = soon["version"]
        assert b"Gulls." in running.get(f"v/{number}/ebook/files/EPUB/text/ebb.xhtml").content
        state = running.showing("Gulls.")
        api.build(book, out := tmp_path / "out", cache=tmp_path / "cache")
        content = running.get(f"v/{state['version']}/ebook/book.epub").content
        assert content == (out / "tides.epub").read_bytes()


def test_a_browser_that_comes_back_gets_what_it_missed(running: Running) -> None:
    running.get("at?file=ebb.md&line=1")
    while running.next_event()[0] != "place":
        pass
    number = running.last_event
    assert [name for name, _ in running.events_since(number, 1)] == ["state"]
    running.get("at?file=ebb.md&line=3")
    events = running.events_since(number, 2)
    assert [name for name, _ in events] == ["state", "place"]
    assert events[1][1]["line"] == 3
