"""Service administration (XEP-0133) by ad-hoc commands (XEP-0050)."""

from casemate.features.administration.feature import Administration

__all__ = ["Administration"]
