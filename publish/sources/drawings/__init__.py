"""Drawings (SVG) that pages draw as browsers do: rewritten where that helps, else refused by name.

drawable.py   what becomes of a drawing when it is read
picture.py    a drawing as a picture, for what cannot be written in another way
rasteriser.py the program that draws it

What pages do not draw:
faults.py     one of these, and whether a picture shows it
check.py      what depends on more than one value
features.py   the tables of what is drawn
paint.py      fills and lines
markers.py    markers
styles.py     the values that attributes and style sheets give to each element
values.py     numbers, names and paths in values

What is written in another way, in the order of the work:
structure.py  what a program chose for its own use, and what no page shows
cascade.py    style sheets as attributes, without variables and keywords
css_values.py values of style sheets as those of attributes
gradients.py  gradients with all that they need, in their own units
shapes.py     shapes, lines and copies with all that they need
"""
