"""What was written into the spaces of a known blank."""
