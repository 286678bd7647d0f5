"""Checks of a finished web edition, one surface a file; each takes the finished edition."""
