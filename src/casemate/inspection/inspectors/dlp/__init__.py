"""Confidential data: payment data, identifiers, secrets, and what the organisation itself calls confidential."""

from casemate.inspection.inspectors.dlp.inspector import DlpInspector

__all__ = ["DlpInspector"]
