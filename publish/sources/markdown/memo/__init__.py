"""Texts that were parsed before: what each depends on, and when it is parsed anew."""
