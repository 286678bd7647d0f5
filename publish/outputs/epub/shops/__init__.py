"""An EPUB that keeps to the rules of a shop, or to what old engines show.

fitting.py    what a shop allows an image to be, and an image that is so
raster.py     drawings as pixels, and pixels in another size, format or colour
pictures.py   the images and the cover of a book for a shop
twins.py      pictures instead of the formulas and drawings in a text
kobo.py       the markup by which Kobo finds places
pages.py      a finished page with all of that
edition.py    all of it, at the steps of the writer
style.py      a style sheet without what old engines refuse
"""
