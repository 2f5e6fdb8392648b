"""The state of rooms (XEP-0045): who may what, who is there, how a room is set."""
