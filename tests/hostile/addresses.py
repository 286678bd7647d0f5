"""Addresses of programs, files and other machines, and the ways to write a link."""

from __future__ import annotations

SCRIPTS = (
    "javascript:a()",
    "JavaScript:a()",
    "JAVASCRIPT:a()",
    "javascript&#58;a()",
    "javascript&colon;a()",
    "&#106;avascript:a()",
    "&#x6A;avascript:a()",
    "java&Tab;script:a()",
    "java&NewLine;script:a()",
    "javascript%3Aa()",
    "\\javascript:a()",
    "vbscript:a()",
    "livescript:a()",
    "data:text/html,<script>a()</script>",
    "data:image/svg+xml,<svg onload=a()/>",
    "file:///etc/passwd",
    "FILE:/etc/passwd",
    "blob:a",
    "//127.0.0.1/x",
    "\\\\\\\\127.0.0.1\\\\x",
    "http:/\\\\127.0.0.1",
)
FORMS = ("[x]({})", "[x](<{}>)", "<{}>", "[x]\n\n[x]: {}", "![x]({})", "[x][y]\n\n[y]: <{}>")
