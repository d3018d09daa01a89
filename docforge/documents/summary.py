"""Issue summaries (问题汇总表, 附件1 of 晋市监函〔2022〕181号): one a submission with findings."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docforge.documents.photos import Photos
from docforge.documents.wordings import sentence
from docforge.documents.written import SUMMARY, Blanks, Written, chinese_date, template_path
from docforge.messages import translate as _
from docforge.model import Submission
from docforge.naming import FileNames
from docforge.render import Template


def summary_context(
    submission: Submission, blanks: Blanks, *, days: int | None = None, photos: Photos | None = None
) -> dict[str, Any]:
    """What `issue-summary.docx` prints; findings corrected on the spot stand in it too.

    `days` None takes the number the submission itself carries, else leaves ____ to fill by hand.
    """
    own = submission.value("deadline_days")
    own_days = own if isinstance(own, int) and not isinstance(own, bool) else None
    return {
        "enterprise_name": blanks.fill(submission.text("enterprise_name"), "企业名称"),
        "licence_no": blanks.fill(submission.text("licence_no"), "生产许可证编号"),
        "licence_valid_from": _day(submission, "licence_valid_from", "有效期起", blanks),
        "licence_valid_until": _day(submission, "licence_valid_until", "有效期止", blanks),
        "certified_products": blanks.fill(submission.text("certified_products"), "获证产品"),
        "findings": [sentence(finding, blanks) for finding in submission.findings],
        "deadline_days": own_days if days is None else days,
        "contact": submission.text("contact"),
        "phone": submission.text("phone"),
        "photos": photos.context(submission.id) if photos else [],
    }


def _day(submission: Submission, key: str, name: str, blanks: Blanks) -> str:
    return blanks.fill(chinese_date(submission.text(key)), name)


def write_summaries(
    submissions: Iterable[Submission],
    folder: Path,
    *,
    days: int | None = None,
    templates: Path | None = None,
    photos: Photos | None = None,
) -> list[Written]:
    """One .docx a submission that has findings, by enterprise name; returns what was written.

    Its photographs are appended.

    Raises TemplateError, UnwritableFile, and ConfigurationError where the template is missing.
    """
    template = Template(template_path(SUMMARY, templates))
    names = FileNames()
    return [
        _write(submission, folder, days, template, names, photos)
        for submission in sorted(submissions, key=_order)
        if submission.findings
    ]


def _order(submission: Submission) -> tuple[str, str]:
    return submission.text("enterprise_name"), submission.id


def _write(
    submission: Submission,
    folder: Path,
    days: int | None,
    template: Template,
    names: FileNames,
    photos: Photos | None,
) -> Written:
    blanks = Blanks()
    context = summary_context(submission, blanks, days=days, photos=photos)
    enterprise = submission.text("enterprise_name")
    name = names.give(enterprise or submission.source.name, ".docx", title="问题汇总表")
    return Written(
        template.render_to(folder / name, context),
        enterprise,
        (submission.id,),
        tuple(blanks.missing),
        tuple(_doubts(submission)),
    )


def _doubts(submission: Submission) -> list[str]:
    if not submission.review:
        return []
    return [
        _("{count} values of {file} await review.").format(
            count=len(submission.review), file=submission.source.name
        )
    ]
