"""The path of a message: normalise, inspect, decide, record, deliver. Nothing else delivers."""
