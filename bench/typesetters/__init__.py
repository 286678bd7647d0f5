"""Sets the prose of the corpus books in one face and measure by several programs: `make prose`.

text.py         the prose: plain paragraphs of the books
languages.py    prose in other languages, from sentences/
page.py         the page that all programs are given
ours.py         publish, whose page it is
typst.py        Typst
lualatex.py     LuaLaTeX with microtype
run.py          sets and measures these and the specimens of the themes, for bench/PROSE.md
"""
