"""A book with one of each thing that a proof sheet tells, and its good twin."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

SENTENCE = "The harbour keeps its own time, and the water that comes and goes keeps another. "
PROSE = "\n\n".join([SENTENCE * 4] * 4)
FORMULA = " + ".join(f"a_{{{number}}}" for number in range(11, 30))


def _manifest(sections: str, questions: int) -> str:
    return f"""[book]
title = "Salt & Sand"
language = "en"
version = "1.1"

[structure]
bodymatter = [{sections}]

[editions.epub]
format = "epub"

[editions.pdf]
format = "pdf"

[import]
open-questions = {questions}
"""


def _table(columns: int) -> str:
    head = "|".join(f" Month {number} " for number in range(columns))
    row = "|".join(f" value {number} " for number in range(columns))
    return f"|{head}|\n|{'---|' * columns}\n|{row}|\n\nTable: Months\n"


def _picture(pixels: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (pixels, pixels), "navy").save(file, "PNG")
    return file.getvalue()


_REVIEW = """# Review of the import of salt.docx

2 questions are open.

### Question 1: Is “Sand” a chapter?

Answer 1: ?

### Question 2: Is “Salt” a part?

Answer 2: A

### Question 3: What is the last line?

Answer 3:
"""

_LETTERS = f"""# Letters {{#letters}}

{PROSE}

## A note

One note[^one] is here.

[^one]: It has five words.

![A navy square](square.png)

{SENTENCE * 2}
"""

BAD: dict[str, str | bytes] = {
    "book.toml": _manifest('"letters.md", "shapes.md", { title = "Lost", status = "missing" }', 2),
    "import-review.md": _REVIEW,
    "letters.md": _LETTERS,
    "square.png": _picture(200),
    "shapes.md": (
        f"# Shapes {{#shapes}}\n\n{_table(9)}\n$$ {FORMULA} $$\n\n"
        f"{PROSE}\n\n{PROSE[:400]}\n\n![A tall square](tall.png)\n\n{SENTENCE}\n"
    ),
    "tall.png": _picture(1800),
}

GOOD: dict[str, str | bytes] = {
    "book.toml": _manifest('"letters.md", "shapes.md", "found.md"', 0),
    "letters.md": _LETTERS,
    "square.png": _picture(1400),
    "shapes.md": f"# Shapes {{#shapes}}\n\n{_table(3)}\n$$ a + b $$\n\n{PROSE}\n",
    "found.md": f"# Found\n\n{SENTENCE * 12}\n",
}


def write_files(folder: Path, files: dict[str, str | bytes]) -> Path:
    folder.mkdir(parents=True)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    return folder
