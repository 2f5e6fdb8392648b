"""Logs and metrics about the running of the service. No message text, ever, in any of them."""
