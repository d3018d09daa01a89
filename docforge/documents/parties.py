"""The parties to a document: which enterprise it concerns, whose office issues it, and what is in
doubt about either."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docforge.documents.identity import Group, Identity, grouped
from docforge.documents.letterhead import Letterhead
from docforge.documents.seal import seal_of
from docforge.documents.written import distinct
from docforge.flags import Blocks
from docforge.messages import translate as _
from docforge.model import Submission
from docforge.render import Picture

_ADDRESSES = ("production_address", "business_address")


def by_enterprise(
    submissions: Iterable[Submission], *, per_site: bool = False
) -> list[Group[Submission]]:
    """The submissions of each enterprise by its name; with `per_site` each stands alone."""
    listed = sorted(submissions, key=_order)
    if per_site:
        return [Group([each], _identity(each)) for each in listed]
    return grouped(listed, _identity)


def _order(submission: Submission) -> tuple[str, str, str, str]:
    name, source = submission.text("enterprise_name"), submission.source.name
    return name, submission.text("inspected_on"), source, submission.id


def _identity(submission: Submission) -> Identity:
    return Identity.of(
        submission.text("uscc"), submission.text("licence_no"), submission.text("enterprise_name")
    )


def name_of(group: Group[Submission]) -> str:
    """What the enterprise is called, "" where nobody said."""
    return next(filter(None, (each.text("enterprise_name") for each in group.members)), "")


def addresses_of(submissions: Sequence[Submission]) -> tuple[str, ...]:
    """Where an enterprise is found: where it produces, else where it is registered."""
    for key in _ADDRESSES:
        found = distinct(each.text(key) for each in submissions)
        if found:
            return found
    return ()


def office_of(
    letterhead: Letterhead | None, group: Group[Submission]
) -> tuple[Letterhead | None, list[str]]:
    """Who issues the documents of an enterprise, and why that is in doubt."""
    if letterhead is None:
        return None, []
    every = [each.text(key) for each in group.members for key in _ADDRESSES]
    offices = letterhead.offices(distinct(every), group.identity.uscc)
    if len(offices) == 1:
        return offices[0], []
    named = "、".join(each.name for each in offices)
    return offices[0], [_("It may be of several districts: {offices}.").format(offices=named)]


def sealed_by(
    office: Letterhead | None, *, draft: bool, lacking: Sequence[str]
) -> tuple[Picture | None, list[str]]:
    """The seal that a document bears, or why it bears none."""
    if draft:
        return None, [_("It bears no seal: a draft never does.")]
    if lacking:
        return None, [_("It bears no seal as long as it lacks something.")]
    seal = seal_of(office)
    return seal, [] if seal else [_("It bears no seal: the letterhead of its office names none.")]


def doubts_of(group: Group[Submission]) -> list[str]:
    """What was read with a doubt that holds back whatever is served on the enterprise."""
    reasons = [
        f"{each.source.name}: {entry.flag.message}"
        for each in group.members
        for what in (Blocks.NOTICE, Blocks.FINDING)
        for entry in each.blockers(what)
    ]
    if group.doubtful:
        reasons.append(
            _("Several enterprises have this name; give its credit code or licence number.")
        )
    if not name_of(group):
        reasons.append(_("The enterprise is not known."))
    return reasons
