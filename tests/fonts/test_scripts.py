"""A sentence in each of 24 scripts is printed, and copied from the PDF as it was written."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from pathlib import Path

import pypdfium2
import pytest

from publish.diagnostics import Report
from publish.model.script import direction, script_of
from publish.pipeline import build
from tests.running import run_context

pytestmark = pytest.mark.slow

# "The book lies open on the table", more or less.
SENTENCES = {
    "am": "መጽሐፉ በጠረጴዛው ላይ ክፍት ነው።",
    "ar": "الكتاب مفتوح على الطاولة.",
    "bn": "বইটি টেবিলের উপর খোলা আছে।",
    "el": "Το βιβλίο είναι ανοιχτό.",
    "gu": "પુસ્તક ટેબલ પર ખુલ્લું છે.",
    "he": "הספר פתוח על השולחן.",
    "hi": "हिन्दी में कर्म की किताब मेज़ पर खुली है।",
    "hy": "Գիրքը բաց է սեղանին։",
    "ja": "本は机の上に開いてある。",
    "ka": "წიგნი მაგიდაზე გახსნილია.",
    "km": "សៀវភៅបើកនៅលើតុ។",
    "kn": "ಪುಸ್ತಕವು ಮೇಜಿನ ಮೇಲೆ ತೆರೆದಿದೆ.",
    "ko": "책이 책상 위에 펼쳐져 있다.",
    "lo": "ປຶ້ມເປີດຢູ່ເທິງໂຕະ.",
    "ml": "പുസ്തകം മേശപ്പുറത്ത് തുറന്നിരിക്കുന്നു.",
    "my": "စာအုပ်သည် စားပွဲပေါ်တွင် ဖွင့်ထားသည်။",
    "or": "ବହିଟି ଟେବୁଲ ଉପରେ ଖୋଲା ଅଛି।",
    "pa": "ਕਿਤਾਬ ਮੇਜ਼ ਉੱਤੇ ਖੁੱਲ੍ਹੀ ਹੈ।",
    "si": "පොත මේසය මත විවෘතව ඇත.",
    "ta": "புத்தகம் மேசையில் திறந்திருக்கிறது.",
    "te": "పుస్తకం బల్లపై తెరిచి ఉంది.",
    "th": "หนังสือเปิดอยู่บนโต๊ะน้ำ",
    "uk": "Книга розгорнута на столі.",
    "zh": "书在桌上打开着。",
}
MANIFEST = '[book]\ntitle = "Scripts"\nlanguage = "en"\n\n[structure]\nbodymatter = ["a.md"]\n'
CHARACTERS = (
    "ℝ ∈ → ⊂ ↦ ☺ ✅ 🛈 ⚠ ✨ ♞ ♔ ★ ☎ ✗ ✓ № ₿ ⅷ ⠿ 𝄞 🂡 ① Ѧ ˥ ‽ ⁂ 😻 🚨 🇫🇷 "
    "👨\u200d👩\u200d👧 👋🏽 ⚠\ufe0f ☺\ufe0e █ ⟶ 𝔸 ☐ ☑ ⌘ ⏎ ␣"
)


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of a book with all sentences and signs, which was verified."""
    folder, report = tmp_path_factory.mktemp("book"), Report()
    sections = (f"## {tag} {{lang={tag}}}\n\n{text}\n\n" for tag, text in SENTENCES.items())
    text = f"# Scripts ℝ → ✅\n\n{CHARACTERS}\n\n**{CHARACTERS}** `∈ ✅`\n\n{''.join(sections)}"
    (folder / "book.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "a.md").write_text(text, encoding="utf-8")
    (artifact,) = build(folder, ["pdf"], folder / "out", run_context(report))
    assert [str(problem) for problem in report if problem.code != "ACC-007"] == []
    return artifact.path


@pytest.fixture(scope="module")
def copied(product: Path) -> str:
    """All text of the PDF, as PDFium copies it, which leaves out characters beyond U+FFFF."""
    with pypdfium2.PdfDocument(product) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return plain(" ".join(pages))


def plain(text: str) -> str:
    """A text without spaces, joiners and selectors, composed."""
    return re.sub(
        "[\\s\u00ad\u200b-\u200f\u2066-\u2069\ufe0e\ufe0f]", "", unicodedata.normalize("NFC", text)
    )


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_copied_as_it_was_written(copied: str, language: str) -> None:
    words = SENTENCES[language].rstrip(".").split()
    if direction(language) == "rtl":  # PDFium gives the letters of a word from left to right
        words = [word[::-1] for word in words]
    assert plain("".join(words)) in copied


def test_every_character_is_copied_as_it_was_written(product: Path) -> None:
    text = subprocess.run(["pdftotext", "-raw", product, "-"], capture_output=True, check=True)
    assert plain(text.stdout.decode()).count(plain(CHARACTERS)) == 2


def test_the_scripts_are_twenty() -> None:
    assert len({script_of(language) for language in SENTENCES}) >= 20


@pytest.mark.parametrize("theme", ["classic", "scholarly"])
def test_a_formula_is_printed_in_a_list_of_captions(tmp_path: Path, theme: str) -> None:
    folder, report = tmp_path / "book", Report()
    folder.mkdir()
    spine = 'lists = ["tables"]\nbodymatter = ["a.md"]\n\n[editions.pdf]\n'
    manifest = MANIFEST.replace('bodymatter = ["a.md"]\n', spine)
    table = "| a |\n|---|\n| b |\n\nTable: The set $\\mathbb{R}$ {#t}\n"
    edition = f'format = "pdf"\ntheme = "{theme}"\n'
    (folder / "book.toml").write_text(manifest + edition, encoding="utf-8")
    (folder / "a.md").write_text(f"# A\n\n{table}", encoding="utf-8")
    (pdf,) = build(folder, ["pdf"], tmp_path / "out", run_context(report))
    assert report.errors == []
    with pypdfium2.PdfDocument(pdf.path) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert any("The set ℝ" in text for text in texts)
