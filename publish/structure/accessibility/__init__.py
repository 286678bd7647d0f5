"""What a machine can find against the accessibility of a text (WCAG 2.2), and what is claimed."""

from publish.structure.accessibility.accessibility_pass import check_accessibility

__all__ = ["check_accessibility"]
