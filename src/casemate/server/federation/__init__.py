"""Other servers (RFC 6120): who they are, how they are reached, and what waits for them. The gateway is `federation.py`."""
