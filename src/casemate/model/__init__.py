"""The nouns of Casemate: immutable values without I/O that every other room may use."""
