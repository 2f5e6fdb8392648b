"""The REST API of account pages, at `/api/v1`: signing in, factors, devices, sessions, people. Messages go by XMPP alone."""
