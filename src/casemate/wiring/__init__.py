"""The only place that joins concrete parts: what runs, in which order it starts, and in which it stops."""
