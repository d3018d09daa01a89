"""Which papers a run makes, for whom, and what holds one back; planned before any is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from docforge.contracts import Contract
from docforge.documents.identity import Group, Identity
from docforge.documents.letterhead import Letterhead
from docforge.documents.numbers import Series
from docforge.documents.papers.cases import Case, Setting, case_of
from docforge.documents.papers.filling import Filling
from docforge.documents.papers.letters import letter, transfer_letter
from docforge.documents.papers.records import interview_record, onsite_record
from docforge.documents.papers.reinspection import (
    BASIS,
    not_to_be_looked_at,
    reinspection_notice,
)
from docforge.documents.papers.reports import circular, periodic_report
from docforge.documents.parties import addresses_of, by_enterprise, doubts_of, name_of, sealed_by
from docforge.documents.statutes import Status
from docforge.messages import translate as _
from docforge.model import Submission
from docforge.naming import FileNames
from docforge.render import Picture


@dataclass(frozen=True)
class Kind:
    """A kind of paper: its template, its title, what there is one of, and how it is filled.

    `word` is what its document number says of it, "" where it has none; `served` where it goes to
    the enterprise with a service receipt.
    """

    template: str
    title: str
    each: Literal["submission", "enterprise", "run"]
    word: str
    fill: Callable[[Filling, Any, Setting], None]
    served: bool = False


KINDS = {
    kind.template: kind
    for kind in (
        Kind("onsite-record", "现场笔录", "submission", "", onsite_record),
        Kind("interview-record", "行政约谈记录", "enterprise", "", interview_record),
        Kind("reinspection-notice", "复查通知书", "enterprise", "复", reinspection_notice, True),
        Kind("transfer-letter", "移送函", "enterprise", "移", transfer_letter),
        Kind("letter", "函", "enterprise", "函", letter),
        Kind("circular", "通报", "run", "发", circular),
        Kind("periodic-report", "工作情况报告", "run", "", periodic_report),
    )
}


@dataclass(frozen=True)
class PaperPlan:
    """One paper before it is written; as a `NoticePlan` says what it is, and what is wrong."""

    kind: Kind
    enterprise: str
    address: str
    file_name: str
    submissions: tuple[str, ...]
    sources: tuple[str, ...]
    identity: Identity
    missing: tuple[str, ...]
    blocked: tuple[str, ...]
    remarks: tuple[str, ...]
    series: Series | None
    context: Mapping[str, Any]
    draft: bool = False

    @property
    def writable(self) -> bool:
        return not self.blocked


def plan_papers(
    kind: Kind,
    submissions: Iterable[Submission],
    setting: Setting,
    contract: Contract,
    given: Mapping[str, Any],
    *,
    seal: bool = False,
) -> list[PaperPlan]:
    """A paper for each inspection, each enterprise with problems, or one for all of them.

    `given` comes before what docforge knows. Raises ConfigurationError for an unfit seal.
    """
    groups = by_enterprise(submissions, per_site=kind.each == "submission")
    planning = _Planning(kind, setting, contract, given, FileNames(), seal)
    if kind.each == "run":
        return [planning.of_run(groups)] if groups else []
    cases = [case_of(group, setting) for group in groups]
    return [planning.of_case(each) for each in cases if kind.each == "submission" or each.charges]


@dataclass(frozen=True)
class _Planning:
    kind: Kind
    setting: Setting
    contract: Contract
    given: Mapping[str, Any]
    names: FileNames
    seal: bool

    def of_case(self, case: Case) -> PaperPlan:
        blocked = [*doubts_of(case.group), *case.disputed]
        if self.kind.template == "reinspection-notice":
            blocked += not_to_be_looked_at(case)
        if self.kind.each == "enterprise":
            blocked += _undescribed(case)
        name = case.enterprise or case.submissions[0].source.name
        return self._plan(case, [case], name, case.office, blocked, _pending(self.kind, case, self))

    def of_run(self, groups: Sequence[Group[Submission]]) -> PaperPlan:
        """One paper of all inspections; what is in doubt counts as inspected and is told, but no
        circular charges anybody with it."""
        cases, told = [], []
        for group in groups:
            doubts = doubts_of(group)
            told += [
                _("its problems are left out as long as this is in doubt: {reason}").format(
                    reason=f"{name_of(group)} {each}".strip()
                )
                for each in doubts
            ]
            if doubts:
                bare = [each.model_copy(update={"findings": ()}) for each in group.members]
                group = Group(bare, group.identity)
            if name_of(group):
                cases.append(case_of(group, self.setting))
        return self._plan(cases, cases, "", self.setting.letterhead, [], told)

    def _plan(
        self,
        about: Any,
        cases: Sequence[Case],
        name: str,
        office: Letterhead | None,
        blocked: Sequence[str],
        remarks: Sequence[str],
    ) -> PaperPlan:
        filling = Filling(self.contract, self.given)
        self.kind.fill(filling, about, self.setting)
        series = None
        if self.kind.word:
            series = _series(office, self.kind.word, self.setting.issued_on.year)
            filling.need(document_number=series.written(None) if series else "")
        sealed, unsealed = self._sealed(filling, office)
        every = [each for case in cases for each in case.submissions]
        return PaperPlan(
            kind=self.kind,
            enterprise=name,
            address="；".join(addresses_of(every)) if name else "",
            file_name=self.names.give(name, ".docx", title=self.kind.title),
            submissions=tuple(each.id for each in every),
            sources=tuple(dict.fromkeys(each.source.name for each in every)),
            identity=cases[0].group.identity if name else Identity(),
            missing=tuple(filling.blanks.missing),
            blocked=tuple(dict.fromkeys(blocked)),
            remarks=(*remarks, *self._outdated(), *unsealed),
            series=series,
            context={**filling.values, **({"seal": sealed or ""} if self._sealable else {})},
        )

    def _outdated(self) -> list[str]:
        """Provisions out of force in what a person gave."""
        on, statutes = self.setting.issued_on, self.setting.statutes
        said = "\n".join(each for each in self.given.values() if isinstance(each, str))
        found = statutes.outdated_in(said, on)
        return [_("No longer in force: {statutes}.").format(statutes=statutes.cite(found))] * bool(
            found
        )

    @property
    def _sealable(self) -> bool:
        return "seal" in self.contract.variables["properties"]

    def _sealed(
        self, filling: Filling, office: Letterhead | None
    ) -> tuple[Picture | None, list[str]]:
        if not self.seal or not self._sealable:
            return None, []
        return sealed_by(office, draft=False, lacking=filling.blanks.missing)


def _series(office: Letterhead | None, word: str, year: int) -> Series | None:
    return Series(office.word(word), year) if office and office.short else None


def _undescribed(case: Case) -> list[str]:
    said = _("item {item}: the problem is not described.")
    return [
        said.format(item=charge.finding.item)
        for charge in case.charges
        if not charge.finding.description.strip()
    ]


def _pending(kind: Kind, case: Case, planning: _Planning) -> list[str]:
    """The provisions that a paper cites and no lawyer has looked at, or that are out of force."""
    statutes = planning.setting.statutes
    cited: list[str] = []
    if kind.template == "transfer-letter" and "violated" not in planning.given:
        cited = [each for each in case.basis if statutes.get(each)]
    if kind.template == "reinspection-notice" and "basis" not in planning.given:
        cited = [BASIS] if case.group.identity.licence_no and statutes.get(BASIS) else []
    said = []
    waiting = [id_ for id_ in cited if statutes.articles[id_].status is Status.PROPOSED]
    if waiting:
        said.append(_("Await legal review: {statutes}.").format(statutes=statutes.cite(waiting)))
    old = [id_ for id_ in cited if not statutes.articles[id_].in_force(planning.setting.issued_on)]
    if old:
        said.append(_("No longer in force: {statutes}.").format(statutes=statutes.cite(old)))
    return said
