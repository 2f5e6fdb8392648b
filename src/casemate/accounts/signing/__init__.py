"""Signing in with a browser: steps, sessions, links (NIST SP 800-63B-4 sections 2 and 5, ASVS 5.0 chapters 6 and 7)."""
