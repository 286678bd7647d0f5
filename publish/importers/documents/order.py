"""The order of the documents of a folder, which is a question where its first file has another."""

from __future__ import annotations

from publish.importers.bookfolder.questions import Choice
from publish.importers.documents.project import Project

_ENOUGH = 2  # links to documents at the top of the folder
_NEARLY_ALL = 0.8  # of the others, to which a first file leads as a list of contents does
_MOST_SHOWN = 24
_NAMES = Choice("names", "the order of the names of the files")
_LINKS = Choice("links", "the order of the links in the first file; others follow")


def settle_order(project: Project) -> None:
    """Set the order of the documents at the top of a project."""
    known = {document.path: document for document in project.documents if document.path}
    linked = list(dict.fromkeys(path for path in project.linked if path in known))
    if len(linked) < _ENOUGH or linked == [path for path in known if path in linked]:
        return
    reason = "The first file links to the others in an order that is not that of their names."
    is_list = len(linked) >= _NEARLY_ALL * (len(known) - 1)
    choices = (_LINKS, _NAMES) if is_list else (_NAMES, _LINKS)
    answer = project.questions.ask(
        "order", "the order of the files", reason, choices, linked[:_MOST_SHOWN]
    )
    if answer == "links":
        before = [each for each in project.documents if each.path not in linked]
        opening = [each for each in before if each is project.documents[0]]
        rest = [each for each in before if each not in opening]
        project.documents = [*opening, *(known[path] for path in linked), *rest]
