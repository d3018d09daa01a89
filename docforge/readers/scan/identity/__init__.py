"""Which page of which blank a scan is, and how it lies on it."""
