"""A scan laid onto its blank: what was added to the print, seals taken off."""
