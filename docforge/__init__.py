"""docforge reads returned inspection forms and writes the paper that follows from them."""

__version__ = "0.1.0"
