"""The printed book: Jinja templates laid out by WeasyPrint in a child process, finished by pikepdf.

documents.py   Book → two XHTML trees, the front matter and the body, with notes at their calls
job.py         what the child is given and gives back, as files in one folder
engine.py      the child: WeasyPrint, and what else touches it (fetcher, layout, structure tree)
finish.py      outline, page labels, metadata, written by pikepdf
writer.py      all of it in order; it is not imported here, so that a press starts at once
"""

from __future__ import annotations

from publish.outputs.pdf.declarations import install

install()
