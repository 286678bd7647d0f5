"""Texts that were parsed before.

text_cache.py   parsed texts, stored by all that they were parsed from
prefetch.py     new texts, parsed on all cores before their turn
"""
