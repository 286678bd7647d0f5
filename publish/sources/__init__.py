"""Readers: each turns files into a `Book`."""
