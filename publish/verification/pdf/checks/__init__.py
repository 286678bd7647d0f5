"""Checks of a finished PDF, one surface a file; each takes the finished PDF."""
