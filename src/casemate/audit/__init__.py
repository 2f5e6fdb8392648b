"""The tamper-evident record of what people and policies did."""
