"""Decoders of untrusted files. They run in sandboxed worker processes only; the server asks through `pool`."""
