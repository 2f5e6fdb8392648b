"""One TOML file, typed, with ranges and units; unknown keys refused; `CASEMATE_...` variables override."""
