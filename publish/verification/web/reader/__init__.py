"""Reads a finished web edition as a browser does, and knows no book."""
