"""Clients of scanners that run as separate programs."""
