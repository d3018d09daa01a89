"""Marks that a pen left at options whose places are known."""
