"""The cover of a printed book as one sheet: back, spine and front.

sheet.py     the sheet as a file
geometry.py  what is where on it
barcode.py   the barcode of the book trade
"""
