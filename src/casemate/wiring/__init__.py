"""The only place that joins concrete parts: what runs, in which order it starts, and in which it stops."""

from casemate.wiring.places import database_url, open_accounts, public_key_file
from casemate.wiring.service import Service

__all__ = ["Service", "database_url", "open_accounts", "public_key_file"]
