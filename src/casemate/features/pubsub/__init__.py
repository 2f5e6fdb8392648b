"""Personal eventing (XEP-0163) and what of XEP-0060 it needs: the protocol over the state in `casemate.pubsub`."""

from casemate.features.pubsub.feature import Pep

__all__ = ["Pep"]
