"""Family P3: what Word would repair or refuse, and what must not go out with a letter."""

from docforge.check.package import left_in, parts, references, structure

__all__ = ["left_in", "parts", "references", "structure"]
