"""From findings to a verdict: rules as data, and one pure function."""
