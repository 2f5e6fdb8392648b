"""Inspectors: one file or package each. They never import each other, and only `wiring` imports them."""
