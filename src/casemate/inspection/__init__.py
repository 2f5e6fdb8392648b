"""Inspection: items in, findings and gaps out. Policy, not inspection, decides what follows."""
