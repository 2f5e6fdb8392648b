"""Publish-subscribe (XEP-0060): at people's addresses (XEP-0163) and as a service; the protocol over the state in `casemate.pubsub`."""

from casemate.features.pubsub.feature import Pep
from casemate.features.pubsub.service import PubSubService

__all__ = ["Pep", "PubSubService"]
