"""How well detection does on data that nobody wrote for it: `python -m eval`, or `make eval`."""
