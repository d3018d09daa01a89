"""Finished documents of one template, joined into one for printing.

`merged` and `Merging` are the whole public face. Works on bytes; knows WordprocessingML, neither
tags nor contexts.
"""

from docforge.render.merging.joining import Merging, merged

__all__ = ["Merging", "merged"]
