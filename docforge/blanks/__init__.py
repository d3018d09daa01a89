"""Printing a form from its definition, so that no form needs a template of its own."""
