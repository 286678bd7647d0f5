"""Changes of the sample's PDF, each of one surface."""

from __future__ import annotations

import re
from collections.abc import Callable

import pikepdf
from pikepdf import Dictionary, Name, String

from tests.verify.retyping import retype, shift

Change = Callable[[pikepdf.Pdf], None]

# Pages of the sample, from 0; the contents are on the fifth, the body begins on the ninth.
CONTENTS, STREAM, SPRINGS, WEIR, WHEAT, STONES, FLOWS = 4, 10, 11, 12, 16, 18, 22


def typed(page: int, old: str, new: str) -> Change:
    return lambda pdf: retype(pdf, page, old, new)


def bookmark(pdf: pikepdf.Pdf, title: str) -> pikepdf.Object:
    waiting = [pdf.Root.Outlines.First]
    while waiting:
        at = waiting.pop()
        if str(at.Title) == title:
            return at
        waiting += [at[key] for key in ("/First", "/Next") if key in at]
    raise AssertionError(title)


def named(old: str, new: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        bookmark(pdf, old).Title = String(new)

    return change


def led(title: str, other: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        bookmark(pdf, title).Dest = bookmark(pdf, other).Dest

    return change


def part_of(outline: pikepdf.Outline) -> pikepdf.OutlineItem:
    """The bookmark of the first part."""
    return next(item for item in outline.root if item.children)


def lose_contents(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[:] = [item for item in outline.root if item.title != "Contents"]


def swap_bookmarks(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        part_of(outline).children[1].children.reverse()


def raise_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        part = part_of(outline)
        part.children.append(part.children[1].children.pop())


def lose_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        part_of(outline).children[1].children.pop()


def elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    matches: list[pikepdf.Object] = []

    def walk(at: object) -> None:
        if isinstance(at, pikepdf.Array):
            for each in at:
                walk(each)
        elif isinstance(at, pikepdf.Dictionary) and "/S" in at:
            if str(at.S) == f"/{role}":
                matches.append(at)
            walk(at.get("/K"))

    walk(pdf.Root.StructTreeRoot.K)
    return matches


def swap_lines(pdf: pikepdf.Pdf) -> None:
    listed = elements(pdf, "TOC")[1].K
    listed[0], listed[1] = listed[1], listed[0]


def raise_line(pdf: pikepdf.Pdf) -> None:
    outer, inner, *_ = elements(pdf, "TOC")
    weir = inner.K[1]
    del inner.K[1]
    outer.K.insert(2, weir)


def mislead_line(pdf: pikepdf.Pdf) -> None:
    links = [link for link in elements(pdf, "Link") if link.Pg.objgen == page_of(pdf, CONTENTS)]
    first, second = (annotation(link) for link in links[2:4])
    for key in ("/Dest", "/A"):
        if key in second:
            first[key] = second[key]


def page_of(pdf: pikepdf.Pdf, index: int) -> tuple[int, int]:
    return pdf.pages[index].obj.objgen


def annotation(link: pikepdf.Object) -> pikepdf.Object:
    return next(k.Obj for k in link.K if isinstance(k, pikepdf.Dictionary) and "/Obj" in k)


def swap_sections(pdf: pikepdf.Pdf) -> None:
    """The two last sections of chapter 2 change places in the reading order."""
    chapter = next(s for s in elements(pdf, "Sect") if roles(s) == ["H2", "P", "Sect", "Sect"]
                   and s.K[0].Pg.objgen == page_of(pdf, WEIR))  # fmt: skip
    chapter.K[2], chapter.K[3] = chapter.K[3], chapter.K[2]


def roles(element: pikepdf.Object) -> list[str]:
    return [str(kid.S)[1:] for kid in element.K if isinstance(kid, pikepdf.Dictionary)]


def lower_heading(pdf: pikepdf.Pdf) -> None:
    heading = next(h for h in elements(pdf, "H3") if h.Pg.objgen == page_of(pdf, SPRINGS))
    heading.S = Name.H4


def mislead_reference(pdf: pikepdf.Pdf) -> None:
    link = next(link for link in elements(pdf, "Link") if link.Pg.objgen == page_of(pdf, WEIR))
    annotation(link).Dest = bookmark(pdf, "Part II. Grain").Dest


def mislead_call(pdf: pikepdf.Pdf) -> None:
    """The call of one note leads to the next one, a line below it."""
    first, second = (call.K[0] for call in elements(pdf, "Reference")[-2:])
    annotation(first).Dest = annotation(second).Dest


def mislead_number(pdf: pikepdf.Pdf) -> None:
    """The number of a note leads to itself."""
    number = elements(pdf, "Note")[0].K[0].K[0].K[0]
    annotation(number).Dest = String("note-stream-1")


def translate_paragraph(pdf: pikepdf.Pdf) -> None:
    paragraphs = (p for p in elements(pdf, "P") if "/Pg" in p)
    next(p for p in paragraphs if p.Pg.objgen == page_of(pdf, WHEAT)).Lang = String("de")


def translate_section(pdf: pikepdf.Pdf) -> None:
    next(s for s in elements(pdf, "Sect") if roles(s)[:2] == ["H2", "P"]).Lang = String("de")


def remove_tab_order(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[STREAM].obj.Tabs


def add_link(pdf: pikepdf.Pdf) -> None:
    links = pdf.pages[STREAM].obj.Annots
    links.append(pdf.make_indirect(Dictionary(dict(links[0].items()))))


def raise_note(pdf: pikepdf.Pdf) -> None:
    """A note is read before the paragraph that calls it."""
    paragraph = next(p for p in elements(pdf, "P") if roles_within(p) == ["Reference", "Note"])
    text, call, note, *rest = paragraph.K
    paragraph.K = pikepdf.Array([note, text, call, *rest])


def reword_formula(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "Formula")[0].Alt = String("q = v b")


def roman_labels(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=pikepdf.Array([0, Dictionary(S=Name.r)]))


def shifted_labels(pdf: pikepdf.Pdf) -> None:
    ranges = [0, Dictionary(S=Name.r), 9, Dictionary(S=Name.D)]
    pdf.Root.PageLabels = Dictionary(Nums=pikepdf.Array(ranges))


def retitle(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = String("The Mill")


def translate(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = String("de")


def rewrite(pdf: pikepdf.Pdf, page: int, old: bytes, new: bytes) -> None:
    """Change the bytes of a page's content, wherever a pattern fits."""
    changed = pdf.pages[page]
    changed.contents_coalesce()
    content, count = re.subn(old, new, changed.Contents.read_bytes())
    assert count
    changed.Contents = pdf.make_stream(content)


def shifted(page: int, words: str, right: float, down: float) -> Change:
    """A text of a page stands elsewhere."""
    return lambda pdf: shift(pdf, page, words, right, down)


def formula_moved(page: int, right: float) -> Change:
    """The first formula on a page stands elsewhere."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[page].contents_coalesce()
        content = pdf.pages[page].Contents.read_bytes()
        formula = content.index(b"/Formula")
        place = re.compile(rb"1 0 0 1 ([\d.]+) ([\d.]+) cm").search(content, formula)
        assert place
        to = b"1 0 0 1 %.2f %s cm" % (float(place[1]) + right, place[2])
        moved = content[: place.start()] + to + content[place.end() :]
        pdf.pages[page].Contents = pdf.make_stream(moved)

    return change


def lose_spaces(pdf: pikepdf.Pdf) -> None:
    """The spaces at the ends of lines, which nobody sees, are lost."""
    rewrite(pdf, STREAM, rb"(?<=TJ)\n\[<[0-9a-f]{4}>\] TJ", b"")


def orphan(pdf: pikepdf.Pdf) -> None:
    """The first words of a page are repeated, in a sequence that is in no element."""
    again = rb"\1\2\nEMC\n/Span <</MCID 99>> BDC\n\2"
    rewrite(pdf, WEIR, rb"(?s)\A(.*?)(BT.*?ET)", again)


def swap_text(pdf: pikepdf.Pdf) -> None:
    """The text before the call of a note and the text after the note change places."""
    paragraph = next(p for p in elements(pdf, "P") if roles_within(p) == ["Reference", "Note"])
    kids = list(paragraph.K)
    kids[0], kids[-1] = kids[-1], kids[0]
    paragraph.K = pikepdf.Array(kids)


def roles_within(element: pikepdf.Object) -> list[str]:
    """The elements in one that begins and ends with text of its own."""
    kids = list(element.K) if isinstance(element.get("/K"), pikepdf.Array) else [element.K]
    if not (isinstance(kids[0], int) and isinstance(kids[-1], int)):
        return []
    return [str(kid.S)[1:] for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
