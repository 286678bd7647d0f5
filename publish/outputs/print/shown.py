"""What the pages of a PDF show: forms, images, patterns, graphics states, and which are blended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf

_HOLDERS = (pikepdf.Dictionary, pikepdf.Stream)
_CONTAINERS = (*_HOLDERS, pikepdf.Array)
_LEFT_OUT = frozenset({"/Parent", "/Font", "/Group", "/Properties", "/DecodeParms"})
Identity = tuple[int, int]


def shown_objects(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """All dictionaries and streams below the resources of the pages, apart from fonts."""
    seen: set[Identity] = set()
    for page in pdf.pages:
        if "/Resources" in page.obj:
            yield from _below(page.obj["/Resources"], seen)


def _below(whole: pikepdf.Object, seen: set[Identity]) -> Iterator[pikepdf.Object]:
    if whole.is_indirect:
        if whole.objgen in seen:
            return
        seen.add(whole.objgen)
    if isinstance(whole, pikepdf.Array):
        parts: Iterable[pikepdf.Object] = iter(whole)
    else:
        yield whole
        parts = [part for key, part in whole.items() if key not in _LEFT_OUT]
    for part in parts:
        if isinstance(part, _CONTAINERS):
            yield from _below(part, seen)


def is_state(each: pikepdf.Object) -> bool:
    """Whether an object is a graphics state that says something of opacity."""
    is_image = each.get("/Subtype") == pikepdf.Name.Image
    return not is_image and any(key in each for key in ("/ca", "/CA", "/SMask", "/BM"))


def blended_forms(pdf: pikepdf.Pdf, shown: Iterable[pikepdf.Object]) -> frozenset[Identity]:
    """The forms whose transparency group changes what is printed: something in them is
    translucent, or they are drawn where something is."""
    forms = {each.objgen: each for each in shown if "/Group" in each}
    drawn_by = [page.obj.get("/Resources") for page in pdf.pages]
    drawn_by += [form.get("/Resources") for form in forms.values()]
    around = {
        each.objgen
        for resources in drawn_by
        if _has_translucent_state(resources)
        for each in _drawn(resources)
    }
    return frozenset(
        identity
        for identity, form in forms.items()
        if identity in around or _is_translucent(form, set())
    )


def _is_translucent(form: pikepdf.Object, seen: set[Identity]) -> bool:
    """Whether something in a form is: a state, an image with a mask, or in a form in it."""
    if form.objgen in seen:
        return False
    seen.add(form.objgen)
    resources = form.get("/Resources")
    return (
        "/SMask" in form
        or _has_translucent_state(resources)
        or any(_is_translucent(each, seen) for each in _drawn(resources))
    )


def _drawn(resources: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    """The forms, images and patterns that a content can draw."""
    for kind in ("/XObject", "/Pattern"):
        named = None if resources is None else resources.get(kind)
        if named is not None:
            yield from (each for _, each in named.items())


def _has_translucent_state(resources: pikepdf.Object | None) -> bool:
    states = None if resources is None else resources.get("/ExtGState")
    return states is not None and any(_lacks_opacity(state) for _, state in states.items())


def _lacks_opacity(state: pikepdf.Object) -> bool:
    if state.get("/SMask", "/None") != "/None" or state.get("/BM", "/Normal") != "/Normal":
        return True
    return any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA"))
