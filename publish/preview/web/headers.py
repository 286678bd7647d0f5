"""What every answer says: it is not stored, and loads nothing from elsewhere."""

from __future__ import annotations

COMMON = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",  # the address has the token
    "X-Content-Type-Options": "nosniff",
}
# An address that has the hash of its content.
IMMUTABLE = {**COMMON, "Cache-Control": "private, max-age=31536000, immutable"}


def _policy(**sources: str) -> dict[str, str]:
    rules = {"default": "'none'"} | sources
    text = "; ".join(f"{name.replace('_', '-')}-src {value}" for name, value in rules.items())
    ends = "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    return {**COMMON, "Content-Security-Policy": f"{text}; {ends}"}


# The page of the preview.
CLIENT = _policy(
    script="'self'",
    style="'self'",
    img="'self' data:",
    font="'self'",
    connect="'self'",
    frame="'self'",
)
# The same page with the reader foliate-js, which writes style sheets into frames of its own.
WITH_READER = _policy(
    script="'self'",
    style="'self' 'unsafe-inline' blob:",
    img="'self' blob: data:",
    font="'self' blob: data:",
    connect="'self'",
    frame="'self' blob:",
)
# A document of an EPUB, which runs nothing.
EBOOK = _policy(
    style="'self' 'unsafe-inline'", img="'self' data:", font="'self' data:", media="'self'"
)
# A page of a web edition has a policy of its own in its head.
WEB = {**COMMON, "Content-Security-Policy": "frame-ancestors 'self'"}
