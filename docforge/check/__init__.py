"""The check: a template or a finished document, and everything that is wrong with it.

    diagnostics = docforge.check("通知书模板.docx")

Each family of rules is a module; a rule is one function with its code, its why and its fix
(`docforge check --rules`). Reporters stand apart, in `reporting`.
"""

import sys
from types import ModuleType
from typing import Any

from docforge.check.diagnostic import Diagnostic, Severity
from docforge.check.examining import Settings, examine

# The families enter their rules into the list when they are imported.
from docforge.check import data, forms, layout, official, package, syntax, wording  # isort: skip

__all__ = [
    "Diagnostic", "Settings", "Severity", "data", "examine", "forms", "layout", "official",
    "package", "syntax", "wording",
]  # fmt: skip


class _Callable(ModuleType):
    """Lets `docforge.check(path)` stay what it is once this package has been imported, which puts
    the package where the function was."""

    def __call__(self, *arguments: Any, **named: Any) -> list[Diagnostic]:
        from docforge import checked

        return checked(*arguments, **named)


sys.modules[__name__].__class__ = _Callable
