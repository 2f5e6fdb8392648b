"""Uploads (XEP-0363): slots, quotas, an encrypted content-addressed store, and the verdict before anybody may fetch."""
