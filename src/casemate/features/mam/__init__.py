"""Message archive management (XEP-0313 1.1.3) with result sets (XEP-0059 1.0) and preferences (XEP-0441 0.2.0)."""

from casemate.features.mam.feature import Mam

__all__ = ["Mam"]
