"""Words that the toolchain itself puts into a book, by the book's language.

Each table is keyed by the primary language subtag (BCP 47); an unknown language falls back to
English, and `known` says so, so that the manifest reader can warn.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from publish.model.roles import Role


@dataclass(frozen=True, slots=True)
class Words:
    """Localised words: patterns with `{}` for a number, and titles of generated pages."""

    part: str
    chapter: str
    appendix: str
    volume: str
    contents: str
    missing: str
    cover: str
    title_page: str
    half_title: str
    copyright_page: str
    table: str
    figure: str
    note: str
    back: str
    quotes: str
    download: str
    pages: str
    imprint: str
    publisher: str
    date: str
    rights: str
    after_word: str = ". "
    roles: dict[str, str] = field(default_factory=dict)


def _roles(*names: str) -> dict[str, str]:
    order = (
        Role.DEDICATION, Role.EPIGRAPH, Role.FOREWORD, Role.PREFACE, Role.INTRODUCTION,
        Role.PROLOGUE, Role.ACKNOWLEDGMENTS, Role.CONCLUSION, Role.EPILOGUE, Role.AFTERWORD,
        Role.GLOSSARY, Role.BIBLIOGRAPHY, Role.INDEX, Role.COLOPHON, Role.ENDNOTES,
    )  # fmt: skip
    return dict(zip(order, names, strict=True))


_WORDS = {
    "en": Words(
        "Part {}", "Chapter {}", "Appendix {}", "Volume {}", "Contents",
        "The source names this section but does not hold its text.",
        "Cover", "Title Page", "Half Title", "Copyright", "Table {}", "Figure {}", "Note {}",
        "Back to the text", "“”‘’",
        "Download", "{} pages", "Imprint", "Publisher", "Date", "Rights",
        roles=_roles("Dedication", "Epigraph", "Foreword", "Preface", "Introduction", "Prologue",
                     "Acknowledgments", "Conclusion", "Epilogue", "Afterword", "Glossary",
                     "Bibliography", "Index", "Colophon", "Notes"),
    ),
    "de": Words(
        "Teil {}", "Kapitel {}", "Anhang {}", "Band {}", "Inhalt",
        "Die Quelle nennt diesen Abschnitt, enthält seinen Text aber nicht.",
        "Umschlag", "Titelseite", "Schmutztitel", "Impressum", "Tabelle {}", "Abbildung {}",
        "Anmerkung {}", "Zurück zum Text", "„“‚‘",
        "Herunterladen", "{} Seiten", "Angaben", "Verlag", "Datum", "Rechte",
        roles=_roles("Widmung", "Motto", "Geleitwort", "Vorwort", "Einleitung", "Prolog", "Dank",
                     "Schluss", "Epilog", "Nachwort", "Glossar", "Literatur", "Register",
                     "Kolophon", "Anmerkungen"),
    ),
    "fr": Words(
        "Partie {}", "Chapitre {}", "Annexe {}", "Volume {}", "Table des matières",
        "La source annonce cette section, mais n’en contient pas le texte.",
        "Couverture", "Page de titre", "Faux-titre", "Mentions légales", "Tableau {}",
        "Figure {}", "Note {}", "Retour au texte", "«»“”",
        "Télécharger", "{} pages", "Notice", "Éditeur", "Date", "Droits",
        roles=_roles("Dédicace", "Épigraphe", "Avant-propos", "Préface", "Introduction",
                     "Prologue", "Remerciements", "Conclusion", "Épilogue", "Postface",
                     "Glossaire", "Bibliographie", "Index", "Colophon", "Notes"),
    ),
    "es": Words(
        "Parte {}", "Capítulo {}", "Apéndice {}", "Volumen {}", "Índice",
        "La fuente anuncia esta sección, pero no contiene su texto.",
        "Cubierta", "Portada", "Portadilla", "Créditos", "Tabla {}", "Figura {}", "Nota {}",
        "Volver al texto", "«»“”",
        "Descargar", "{} páginas", "Ficha", "Editorial", "Fecha", "Derechos",
        roles=_roles("Dedicatoria", "Epígrafe", "Prefacio", "Prólogo", "Introducción", "Preludio",
                     "Agradecimientos", "Conclusión", "Epílogo", "Posfacio", "Glosario",
                     "Bibliografía", "Índice analítico", "Colofón", "Notas"),
    ),
    "pt": Words(
        "Parte {}", "Capítulo {}", "Apêndice {}", "Volume {}", "Sumário",
        "A fonte anuncia esta seção, mas não contém o seu texto.",
        "Capa", "Folha de rosto", "Falso rosto", "Créditos", "Tabela {}", "Figura {}", "Nota {}",
        "Voltar ao texto", "“”‘’",
        "Baixar", "{} páginas", "Ficha", "Editora", "Data", "Direitos",
        roles=_roles("Dedicatória", "Epígrafe", "Prefácio", "Apresentação", "Introdução",
                     "Prólogo", "Agradecimentos", "Conclusão", "Epílogo", "Posfácio", "Glossário",
                     "Bibliografia", "Índice remissivo", "Colofão", "Notas"),
    ),
    "it": Words(
        "Parte {}", "Capitolo {}", "Appendice {}", "Volume {}", "Indice",
        "La fonte annuncia questa sezione, ma non ne contiene il testo.",
        "Copertina", "Frontespizio", "Occhiello", "Colophon editoriale", "Tabella {}",
        "Figura {}", "Nota {}", "Torna al testo", "«»“”",
        "Scarica", "{} pagine", "Scheda", "Editore", "Data", "Diritti",
        roles=_roles("Dedica", "Epigrafe", "Premessa", "Prefazione", "Introduzione", "Prologo",
                     "Ringraziamenti", "Conclusione", "Epilogo", "Postfazione", "Glossario",
                     "Bibliografia", "Indice analitico", "Colophon", "Note"),
    ),
    "ru": Words(
        "Часть {}", "Глава {}", "Приложение {}", "Том {}", "Содержание",
        "Источник называет этот раздел, но не содержит его текста.",
        "Обложка", "Титульный лист", "Шмуцтитул", "Выходные данные", "Таблица {}", "Рисунок {}",
        "Примечание {}", "Назад к тексту", "«»„“",
        "Скачать", "{} с.", "Выходные сведения", "Издательство", "Дата", "Права",
        roles=_roles("Посвящение", "Эпиграф", "Вступительное слово", "Предисловие", "Введение",
                     "Пролог", "Благодарности", "Заключение", "Эпилог", "Послесловие", "Глоссарий",
                     "Литература", "Указатель", "Колофон", "Примечания"),
    ),
    "zh": Words(
        "第{}部分", "第{}章", "附录{}", "第{}卷", "目录",
        "原文列出本节，但未收录其正文。",
        "封面", "书名页", "半书名页", "版权页", "表{}", "图{}", "注{}", "返回正文", "“”‘’",
        "下载", "{}页", "版本信息", "出版者", "日期", "版权",
        after_word="\u3000",
        roles=_roles("献词", "题辞", "前言", "序言", "引言", "序幕", "致谢", "结语", "尾声",
                     "后记", "术语表", "参考文献", "索引", "版记", "注释"),
    ),
    "ja": Words(
        "第{}部", "第{}章", "付録{}", "第{}巻", "目次",
        "原資料にはこの節の題名だけがあり、本文がありません。",
        "表紙", "扉", "前扉", "奥付", "表{}", "図{}", "注{}", "本文に戻る", "「」『』",
        "ダウンロード", "{}ページ", "書誌", "出版者", "日付", "権利",
        after_word="\u3000",
        roles=_roles("献辞", "題辞", "まえがき", "序文", "序論", "序章", "謝辞", "結論", "終章",
                     "あとがき", "用語集", "参考文献", "索引", "奥書", "注"),
    ),
    "ar": Words(
        "الجزء {}", "الفصل {}", "الملحق {}", "المجلد {}", "المحتويات",
        "يذكر المصدر هذا القسم ولا يتضمن نصه.",
        "الغلاف", "صفحة العنوان", "العنوان المختصر", "حقوق النشر", "الجدول {}", "الشكل {}",
        "حاشية {}", "العودة إلى النص", "«»“”",
        "تنزيل", "{} صفحة", "بيانات النشر", "الناشر", "التاريخ", "الحقوق",
        roles=_roles("إهداء", "تصدير", "تقديم", "توطئة", "مقدمة", "تمهيد", "شكر وتقدير", "خاتمة",
                     "كلمة ختامية", "تذييل", "مسرد", "المراجع", "الفهرس", "بيانات الطبع",
                     "الحواشي"),
    ),
}  # fmt: skip


@cache
def words(language: str) -> Words:
    """The words for a BCP 47 tag."""
    return _WORDS.get(language.split("-")[0].lower(), _WORDS["en"])


def known(language: str) -> bool:
    """Whether the tables hold that language."""
    return language.split("-")[0].lower() in _WORDS
