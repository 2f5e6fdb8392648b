"""People, their devices and credentials, and who owns which domain."""
