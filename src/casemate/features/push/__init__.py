"""Push notifications (XEP-0357)."""

from casemate.features.push.feature import MAX_TRIES, Push

__all__ = ["MAX_TRIES", "Push"]
