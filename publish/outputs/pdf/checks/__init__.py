"""What a PDF build reports of its book: missing glyphs, lost text, a failed layout.

characters.py       characters and scripts for which no font is installed
faint_colours.py    type in colours too faint for paper
lost_text.py        sections on no page
engine_messages.py  what the layout engine logged or was refused
strays.py           what is outside its area, or over something else
layout_failure.py   a layout that failed, with the rule or the text at fault
manuscript_line.py  the line of a text in the manuscript, for all of them
"""
