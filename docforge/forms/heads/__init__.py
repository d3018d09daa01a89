"""Labels and their values in the head and foot of a form."""
