"""The composer: breaks paragraphs as a whole, from words that are shaped once.

words.py      words of a style with widths and glyphs; shaping.py asks Pango for them
breaks.py     where a line may end inside a word
word_line.py  text of a line that is made of such words
"""
