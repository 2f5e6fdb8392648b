"""What administrators do to a running server."""
