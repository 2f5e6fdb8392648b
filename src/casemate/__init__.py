"""Casemate: instant messaging in which everything is inspected before anyone receives it."""
