"""Lines of writing as text, with how sure it is."""
