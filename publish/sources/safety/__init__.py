"""Refuses style sheets and images of a book that are dangerous: the security boundary.

css.py     style sheets
svg.py     drawings
raster.py  raster images
"""
