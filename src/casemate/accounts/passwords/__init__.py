"""Passwords of people who sign in with a browser (NIST SP 800-63B-4 section 3.1.1, ASVS 5.0 section 6.2)."""
