"""Names that are used alone as headings, and the role that each gives to its section."""

from __future__ import annotations

import re
import unicodedata

_BY_ROLE = {
    "foreword": "foreword|vorwort|geleitwort|序言?|avant propos|prólogo|voorwoord|"
    "przedmowa|premessa|förord|předmluva|от автора|序文|머리말",
    "preface": "preface|preamble|präambel|préambule|preámbulo|preambolo|преамбула|前言|préface|"
    "prefacio|prefazione|prefácio|предисловие|まえがき",
    "introduction": "introduction( générale)?|(general )?introduction|introductory( remarks)?|"
    "einleitung|einführung|引言|导言|绪论|導言|緒論|introducción|introduzione|introdução|"
    "inleiding|wstęp|inledning|úvod|введение|はじめに|序論|서론",
    "prologue": "prologue|prolog|prologo|prólogo|пролог|楔子|引子|序幕",
    "acknowledgments": "acknowledge?ments?|danksagung|致谢|remerciements|agradecimientos|"
    "ringraziamenti|dankwoord|podziękowania|благодарности|謝辞",
    "conclusion": "conclusions?( and recommendations)?|concluding remarks|closing remarks|"
    "in conclusion|(general )?conclusion|conclusion générale|schluss|schlusswort|"
    "schlussbemerkung(en)?|结语|结束语|结论|結語|結論|conclusión|conclusione|conclusão|besluit|"
    "slotwoord|zakończenie|závěr|заключение|おわりに",
    "epilogue": "epilogue|epilog|épilogue|epílogo|epilogo|эпилог|尾声|尾聲",
    "afterword": "afterword|postscript|nachwort|后记|後記|postface|nawoord|posłowie|doslov|"
    "послесловие|あとがき",
    "appendix": "appendix|appendices|annex|anhang|附录|附錄|annexes?|apéndice|appendice|apêndice|"
    "bijlagen?|aneks|příloha|приложени[ея]|付録",
    "glossary": "glossary|glossar|术语表|glossaire|glosario|glossario|глоссарий",
    "bibliography": "bibliography|references|works cited|literatur(verzeichnis)?|参考文献|"
    "bibliographie|bibliografía|bibliografia|литература|библиография",
    "index": "index|register|索引|указатель",
    "endnotes": "notes|endnotes|anmerkungen|注释|註釋|notas|note|przypisy|примечания",
    "section": "abstract|summary|附则|附則|zusammenfassung|摘要|résumé|resumen|riassunto|"
    "samenvatting",
}
_PATTERNS = {role: re.compile(pattern) for role, pattern in _BY_ROLE.items()}
_CONTENTS = re.compile(
    r"(table of )?contents|inhalt(sverzeichnis)?|目\s*[录錄次]|sommaire|"
    r"table( des (matières|chapitres))?|índice( general)?|contenido|tabla de contenidos?|"
    r"indice|sommario|sumário|inhoud(sopgave)?|"
    r"spis (treści|rzeczy)|innehåll(sförteckning)?|obsah|оглавление|содержание|차례|목차|"
    r"зміст|садржај|sadržaj|kazalo|tartalom(jegyzék)?|cuprins|içindekiler|περιεχόμενα|"
    r"indhold(sfortegnelse)?|innhold(sfortegnelse)?|sisällys(luettelo)?|sisukord|turinys|"
    r"mục lục|daftar isi|índex|(جدول |فهرس )?المحتويات|الفهرس|فهرست( مطالب)?|"
    r"תוכן( ה?עניינים)?|สารบัญ"
)
_CAPTIONS = re.compile(
    r"(list|table|index) of (figures|tables|illustrations|listings|equations|schemes|charts)|"
    r"(abbildungs|tabellen|bilder|formel|quelltext)verzeichnis|"
    r"(table|liste|index) des (figures|tableaux|illustrations)|"
    r"(lista|índice|elenco|indice) d(e|elle) (las )?(figur[ae]s?|tablas|tabel[ae]s?|ilustraciones|"
    r"quadros|imagens|illustrazioni)|lijst (van|met) (figuren|tabellen|afbeeldingen)|"
    r"spis (rysunków|tabel|ilustracji)|seznam (obrázků|tabulek)|"
    r"список (рисунков|таблиц|иллюстраций)|ábrajegyzék|táblázatjegyzék|"
    r"(插图|图|表|表格|插圖|圖)\s*(目录|清单|索引|目錄|目次)|図目次|表目次|図表一覧"
)
SPELLED = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERED_WORD = re.compile(
    rf"(?P<word>[^\W\d]+)\s+(?P<number>\d+|[IVXLC]+|{'|'.join(SPELLED)})\.?", re.I
)

FRONT_ROLES = frozenset({"foreword", "preface", "introduction", "prologue", "acknowledgments"})
BACK_ROLES = frozenset(_BY_ROLE) - FRONT_ROLES - {"section"}


def sort_key(text: str) -> str:
    """A title reduced to its words, to compare two occurrences of it."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower()))


def role_of_heading(title: str) -> str | None:
    """The role of a section by its heading ("Concluding remarks" → conclusion), or None."""
    key = sort_key(title)
    return next((role for role, shape in _PATTERNS.items() if shape.fullmatch(key)), None)


def numbered_word(title: str) -> tuple[str, str] | None:
    """The word and the number of a title that is nothing else, as in `Letter IV`; None for others.

    The word is in small letters.
    """
    match = _NUMBERED_WORD.fullmatch(title)
    return (match["word"].lower(), match["number"]) if match else None


def is_contents_heading(text: str) -> bool:
    """Whether a line is the heading of a contents list."""
    return bool(_CONTENTS.fullmatch(sort_key(text)))


def is_captions_heading(text: str) -> bool:
    """Whether a line is the heading of a list of figures or tables."""
    return bool(_CAPTIONS.fullmatch(sort_key(text)))
