"""A run of rectification notices: each with its number and its service receipt, none for all.

A notice that cannot be written is told with its reason and costs the others nothing; its number
goes to the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from docforge.atomic import write_atomically
from docforge.documents.notice import NoticePlan
from docforge.documents.numbers import Applicant, Numbers
from docforge.documents.written import NOTICE, RECEIPT, template_path
from docforge.errors import DocforgeError
from docforge.messages import translate as _
from docforge.naming import FileNames
from docforge.render import Template

_TITLE = "责令改正通知书"


class Print(Protocol):
    """Where notices and receipts are gathered for the printer."""

    def add(self, content: bytes) -> None: ...


@dataclass(frozen=True)
class Issued:
    """What became of a plan: its notice and receipt, or the `fault` for which one is missing."""

    plan: NoticePlan
    number: str = ""
    notice: Path | None = None
    receipt: Path | None = None
    fault: str = ""


class Issuing:
    """Writes notices into a folder. Raises TemplateError and ConfigurationError when it is made.

    `numbers` gives document numbers, which stay open without; drafts get none. `receipts` writes
    a service receipt with each notice that is no draft; `together` gathers both, one behind the
    other.
    """

    def __init__(
        self,
        folder: Path,
        *,
        templates: Path | None = None,
        numbers: Numbers | None = None,
        receipts: bool = True,
        together: Print | None = None,
    ) -> None:
        self._folder, self._numbers, self._together = folder, numbers, together
        self._notice = Template(template_path(NOTICE, templates))
        self._receipt = Template(template_path(RECEIPT, templates)) if receipts else None

    def each(self, plans: Iterable[NoticePlan]) -> Iterator[Issued]:
        """Every writable plan with what became of it, in their order."""
        writable = [plan for plan in plans if plan.writable]
        names = FileNames(plan.file_name for plan in writable)
        for plan in writable:
            yield self._issued(plan, names)

    def _issued(self, plan: NoticePlan, names: FileNames) -> Issued:
        path = self._folder / plan.file_name
        number = ""
        try:
            with self._number(plan, path) as given:
                context = {**plan.context}
                if given:
                    context["document_number"] = number = given
                content = self._notice.render(context)
                write_atomically(path, content)
        except DocforgeError as error:
            return Issued(plan, fault=" ".join(str(error).split()))
        try:
            if self._together is not None:
                self._together.add(content)
            return Issued(plan, number, path, self._served(plan, context, names))
        except DocforgeError as error:
            said = _("the notice is written, but not all that goes with it: {reason}")
            reason = " ".join(str(error).split())
            return Issued(plan, number, path, fault=said.format(reason=reason))

    def _number(self, plan: NoticePlan, path: Path) -> Any:
        if self._numbers is None or plan.series is None or plan.draft:
            return nullcontext("")
        return self._numbers.giving(Applicant(plan.series, plan.submissions, plan.enterprise, path))

    def _served(self, plan: NoticePlan, context: dict[str, Any], names: FileNames) -> Path | None:
        """The service receipt of a notice, form 50 of 国市监法发〔2021〕42号."""
        if self._receipt is None or plan.draft:
            return None
        name = names.give(f"{plan.enterprise}-送达回证", ".docx")
        receipt = {
            "bureau_name": context["bureau_name"],
            "document_title": _TITLE,
            "document_number": context["document_number"],
            "recipient": context["enterprise_name"],
            "address": plan.address,
        }
        content = self._receipt.render(receipt)
        path = write_atomically(self._folder / name, content)
        if self._together is not None:
            self._together.add(content)
        return path
