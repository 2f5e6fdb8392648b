"""Links: found as a browser would read them, and judged by lists and by what they look like."""

from casemate.inspection.inspectors.links.inspector import LinksInspector

__all__ = ["LinksInspector"]
