"""Nodes that people publish to (XEP-0060, XEP-0163): their settings, who may what, and what was published."""
