"""Pages that no blank is known of: read by their own print."""
