"""Filling Word templates: a .docx with jinja2 tags and a context make a .docx.

`Template` is the whole public face. The room knows Word and jinja2 and no form.
"""

from docforge.render.template import MissingValueWarning, Template

__all__ = ["MissingValueWarning", "Template"]
