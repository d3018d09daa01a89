"""Documents that go out: each with its number, what is served with its service receipt.

One that cannot be written is told with its reason and costs the others nothing; its number
goes to the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from docforge.atomic import write_atomically
from docforge.documents.numbers import Applicant, Numbers, Series
from docforge.documents.written import NOTICE, RECEIPT, TITLE, template_path
from docforge.errors import DocforgeError
from docforge.messages import translate as _
from docforge.naming import FileNames
from docforge.render import Template


class Issuable(Protocol):
    """A document as it is planned: for whom, under which name and number, saying what.

    `blocked` says why it must not go out, `remarks` what to look at before it does, `missing`
    what it prints as 【缺：…】.
    """

    @property
    def enterprise(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def file_name(self) -> str: ...
    @property
    def submissions(self) -> tuple[str, ...]: ...
    @property
    def series(self) -> Series | None: ...
    @property
    def context(self) -> Mapping[str, Any]: ...
    @property
    def draft(self) -> bool: ...
    @property
    def writable(self) -> bool: ...
    @property
    def missing(self) -> Sequence[str]: ...
    @property
    def blocked(self) -> Sequence[str]: ...
    @property
    def remarks(self) -> Sequence[str]: ...


P = TypeVar("P", bound=Issuable)


class Print(Protocol):
    """Where documents and receipts are gathered for the printer."""

    def add(self, content: bytes) -> None: ...


@dataclass(frozen=True)
class Issued(Generic[P]):
    """What became of a plan: the document and its receipt, or why (`fault`) one is missing."""

    plan: P
    number: str = ""
    document: Path | None = None
    receipt: Path | None = None
    fault: str = ""


class Issuing(Generic[P]):
    """Writes documents of one template into a folder. Raises TemplateError and ConfigurationError
    when it is made.

    `numbers` gives document numbers, which stay open without; drafts get none. `served` is the
    title under which a service receipt goes with each that is no draft, "" for none; `together`
    gathers both, one behind the other.
    """

    def __init__(
        self,
        folder: Path,
        template: str = NOTICE,
        *,
        templates: Path | None = None,
        numbers: Numbers | None = None,
        served: str = TITLE,
        together: Print | None = None,
    ) -> None:
        self._folder, self._numbers, self._together = folder, numbers, together
        self._template, self._title = Template(template_path(template, templates)), served
        self._receipt = Template(template_path(RECEIPT, templates)) if served else None

    def each(self, plans: Iterable[P]) -> Iterator[Issued[P]]:
        """Every writable plan with what became of it, in their order."""
        writable = [plan for plan in plans if plan.writable]
        names = FileNames(plan.file_name for plan in writable)
        for plan in writable:
            yield self._issued(plan, names)

    def _issued(self, plan: P, names: FileNames) -> Issued[P]:
        path = self._folder / plan.file_name
        number = ""
        try:
            with self._number(plan, path) as given:
                context = {**plan.context}
                if given:
                    context["document_number"] = number = given
                content = self._template.render(context)
                write_atomically(path, content)
        except DocforgeError as error:
            return Issued(plan, fault=" ".join(str(error).split()))
        try:
            if self._together is not None:
                self._together.add(content)
            return Issued(plan, number, path, self._served(plan, context, names))
        except DocforgeError as error:
            said = _("it is written, but not all that goes with it: {reason}")
            reason = " ".join(str(error).split())
            return Issued(plan, number, path, fault=said.format(reason=reason))

    def _number(self, plan: P, path: Path) -> Any:
        if self._numbers is None or plan.series is None or plan.draft:
            return nullcontext("")
        return self._numbers.giving(Applicant(plan.series, plan.submissions, plan.enterprise, path))

    def _served(self, plan: P, context: dict[str, Any], names: FileNames) -> Path | None:
        """The service receipt of a notice, form 50 of 国市监法发〔2021〕42号."""
        if self._receipt is None or plan.draft:
            return None
        title = "送达回证" if self._title == TITLE else f"{self._title}送达回证"
        name = names.give(plan.enterprise, ".docx", title=title)
        receipt = {
            "bureau_name": context["bureau_name"],
            "document_title": self._title,
            "document_number": context["document_number"],
            "recipient": context["enterprise_name"],
            "address": plan.address,
        }
        content = self._receipt.render(receipt)
        path = write_atomically(self._folder / name, content)
        if self._together is not None:
            self._together.add(content)
        return path
