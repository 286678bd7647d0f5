"""What a machine can find against the accessibility of a text (WCAG 2.2), and what is claimed."""

from publish.structure.accessible.accessibility import prove_accessible

__all__ = ["prove_accessible"]
