"""Refuses style sheets and images of a book that are dangerous: the security boundary.

css.py     style sheets
svg.py     drawings
raster.py  raster images

What pages do not draw of a drawing is refused too:
drawing_features.py  the tables of what is drawn
drawing_check.py     what depends on more than one value
drawing_paint.py     fills and lines
drawing_markers.py   markers
drawing_styles.py    the values that attributes and style sheets give to each element
drawing_values.py    numbers, names and paths in values
"""
