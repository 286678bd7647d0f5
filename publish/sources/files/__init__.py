"""The files of a book folder: the one door to them, and their state during a build."""
