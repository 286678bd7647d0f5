"""From Book to XHTML and CSS: themes, Jinja templates, fonts.

theme.py         themes, their variables and fonts
scripts.py       the fonts that the scripts of a book need
mathfont.py      the font of formulas
environment.py   the Jinja environment and the renderer
shared_inputs.py    what all templates of a product see, as an input of the cache
rendered_style.py   a style sheet, rendered once
markup.py        elements as text for templates
charts.py        charts, drawn in the fonts and colours of a theme
chart_specification.py   what is drawn of the data of a chart
chart_look.py    their sizes and colours, on paper and on screens
chart_labels.py  room for their words
drawing_fonts.py   the fonts of the book in the drawings of its author
dropcaps.py      the first letter of a chapter
contrast.py      contrast of the colours of a style sheet
"""
