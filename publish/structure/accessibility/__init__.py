"""Checks of accessibility that a program can do (WCAG 2.2), and the claims of the manifest."""

from publish.structure.accessibility.accessibility_pass import check_accessibility

__all__ = ["check_accessibility"]
