"""The check: a template or a finished document, and everything that is wrong with it.

    diagnostics = docforge.check("通知书模板.docx")

Each family of rules is a module; a rule is one function with its code, its why and its fix
(`docforge check --rules`). Reporters stand apart, in `reporting`.
"""

from docforge.check.diagnostic import Diagnostic, Severity
from docforge.check.examining import Settings, examine

__all__ = ["Diagnostic", "Settings", "Severity", "examine"]
