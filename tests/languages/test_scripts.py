"""A sentence in every script that the handbook names is printed, verified, and copied as it is."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from publish.model.book import Book
from publish.verification import verify_product
from tests.verify.products import PDF, build_pdf, settled_folder

pytestmark = pytest.mark.slow

# With syllables whose letters are drawn in another order, joined, or above one another.
_SENTENCES = {
    "hy": "Թուղթը սպիտակ է։",
    "bn": "কাগজ সাদা, কর্ম স্ত্রী কৈ কো ক্ষমতা।",
    "hi": "हिन्दी में कर्म, क्षत्रिय और विद्यार्थियों की शक्ति।",
    "am": "ወረቀቱ ነጭ ነው።",
    "ka": "ქაღალდი თეთრია.",
    "gu": "કાગળ સફેદ છે, કર્મ ક્ષમા વિદ્યાર્થિ.",
    "pa": "ਕਾਗਜ਼ ਚਿੱਟਾ ਹੈ, ਪ੍ਰੇਮ.",
    "kn": "ಕಾಗದ ಬಿಳಿ, ಕರ್ಮ ಶಕ್ತಿ ಕೊ.",
    "km": "ក្រដាស ស ក្រុម កៅ",
    "lo": "ເຈ້ຍ ສີຂາວ ນ້ຳ",
    "ml": "കടലാസ് വെളുത്തതാണ്, ശക്തി കൊ കോ.",
    "my": "စက္ကူ ဖြူသည် ကြောင့်",
    "or": "କାଗଜ ଧଳା, କର୍ମ କୋ.",
    "si": "කඩදාසිය සුදුයි, කෝ කර්ම.",
    "ta": "காகிதம் வெள்ளை, கொ கோ ஸ்ரீ.",
    "te": "కాగితం తెల్లన, కర్మ శక్తి.",
    "th": "กระดาษสีขาว น้ำ ที่นี่",
    "ja": "紙は白く、がある。",
    "zh": "纸是白的。",
    "ru": "Бума́га белая.",
    "el": "Ὁ χάρτης λευκός.",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Path]:
    folder = tmp_path_factory.mktemp("scripts") / "scripts"
    folder.mkdir()
    (folder / "book.toml").write_text(
        '[book]\ntitle = "Paper"\nlanguage = "en"\n[structure]\nbodymatter = ["a.md"]\n', "utf-8"
    )
    sections = (
        f"## {text} {{lang={language}}}\n\n{text}\n\n[{text}](#paper)\n\n`{text.split()[0]}`\n"
        for language, text in _SENTENCES.items()
    )
    (folder / "a.md").write_text("\n".join(["# Paper {#paper}", "", *sections]), "utf-8")
    book = settled_folder(folder)
    return book, build_pdf(book, folder.parent)


def test_every_script_is_verified(built: tuple[Book, Path]) -> None:
    book, path = built
    assert list(map(str, verify_product(path, book, PDF))) == []


@pytest.mark.parametrize("language", _SENTENCES)
def test_words_are_copied_as_they_are(built: tuple[Book, Path], language: str) -> None:
    _, path = built
    text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
    assert set(_SENTENCES[language].split()) <= set(text.split())
