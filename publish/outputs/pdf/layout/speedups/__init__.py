"""Patches that make slow functions of the engine faster: less work for the same bytes.

WeasyPrint 70.0 spends most of its time in the interpreter, in a few dozen functions that do more
than the usual case needs. Each module here is one patch: functions that compute the same result for
the usual case in less time, and leave the rest to the original. Every one is written so that it
could be offered upstream as it is.
"""
