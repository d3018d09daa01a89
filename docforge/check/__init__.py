"""The check: a template or a finished document, and everything that is wrong with it.

    diagnostics = docforge.check("通知书模板.docx")

Each family of rules is a module; a rule is one function with its code, its why and its fix
(`docforge check --rules`). Reporters stand apart, in `reporting`.
"""

from docforge.check.diagnostic import Diagnostic, Severity
from docforge.check.examining import Settings, examine

# The families enter their rules into the list when they are imported.
from docforge.check import data, forms, layout, official, package, syntax, wording  # isort: skip

__all__ = [
    "Diagnostic", "Settings", "Severity", "data", "examine", "forms", "layout", "official",
    "package", "syntax", "wording",
]  # fmt: skip
