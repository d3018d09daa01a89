"""A season's notices: 1,000 with number, receipt and index, as `docforge notice` makes them.

    python -m benchmarks.notices

The whole command is timed, from the start of Python to its end, and beside it what Python, the
libraries and the reading of the findings take of it (a dry run). docxtpl fills and saves the same
two templates with the same values, which docforge has worked out for it: no numbers, no index.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import jinja2
from docxtpl import DocxTemplate

from benchmarks.measuring import said
from docforge.contracts import load_contract
from docforge.documents.letterhead import load_letterhead
from docforge.documents.notice import NoticeOptions, plan_notices
from docforge.documents.statutes import load_statutes
from docforge.documents.written import NOTICE, RECEIPT, template_path
from docforge.model import Answer, Conclusion, Field, Finding, FormMatch, Source, Submission

ENTERPRISES = 1_000
LETTERHEAD = Path(__file__).parent.parent / "templates" / "letterhead-example.yaml"
_ROUNDS = 3
_PART = 20


def submission(number: int) -> Submission:
    """A checklist with two problems, of an enterprise that no other has."""
    id_ = f"{number:012x}-1"
    fields = {
        "enterprise_name": f"云州第{number}水泥有限公司",
        "licence_no": f"（晋）XK08-001-{number:05}",
        "production_address": f"云州市工业园{number}号",
        "legal_representative": "王某",
        "inspected_on": "2022-06-10",
    }
    findings = [
        Finding(
            id=f"{id_}/{item}/1",
            item=item,
            section="生产设施设备",
            description=f"第{number}台拉力试验机检定证书于2022年4月30日到期，未见新的检定证书。{item}",
            basis=("licence-regulation/9.3",),
        )
        for item in ("2.1", "2.3")
    ]
    return Submission(
        id=id_,
        source=Source(name=f"{number}.docx", sha256=id_),
        form=FormMatch(id="shanxi-2022/inspection-record", score=1.0),
        fields={key: Field(value=value) for key, value in fields.items()},
        answers=tuple(
            Answer(item=each.item, section="", text="", conclusion=Conclusion.NONCONFORM)
            for each in findings
        ),
        findings=tuple(findings),
    )


def taken(findings: Path, folder: Path, *more: str) -> float:
    """Seconds that the command takes from its start to its end."""
    command: list[str | Path] = [sys.executable, "-m", "docforge", "notice", findings, "-o", folder]
    command += ["--days", "30", "--letterhead", LETTERHEAD, *more]
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def docxtpl_taken(folder: Path) -> float:
    """Seconds that docxtpl takes to fill and save the notices and receipts; a part of them is
    timed, the whole reckoned from it."""
    submissions = [submission(number) for number in range(1, ENTERPRISES // _PART + 1)]
    options = NoticeOptions(days=30)
    plans = plan_notices(submissions, load_statutes(), options, load_letterhead(LETTERHEAD))
    receipt = load_contract(template_path(RECEIPT)).sample
    environment = jinja2.Environment()
    environment.filters["over"] = lambda value, *_place: value  # docforge's own; prints nothing
    folder.mkdir()
    began = time.perf_counter()
    for number, plan in enumerate(plans):
        for name, context in ((NOTICE, dict(plan.context)), (RECEIPT, dict(receipt))):
            made = DocxTemplate(template_path(name))
            made.render(context, environment)
            made.save(folder / f"{name}-{number}.docx")
    return (time.perf_counter() - began) * _PART


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        findings = root / "findings.jsonl"
        lines = (submission(number).to_json() for number in range(1, ENTERPRISES + 1))
        findings.write_text("\n".join(lines) + "\n", encoding="utf-8")
        whole, dry, theirs = [], [], []
        for turn in range(_ROUNDS):
            folder = root / f"notices-{turn}"
            dry.append(taken(findings, folder, "--dry-run"))
            theirs.append(docxtpl_taken(root / f"docxtpl-{turn}"))
            whole.append(taken(findings, folder, "--numbers", str(root / f"numbers-{turn}")))
            made = [path.name for path in folder.iterdir()]
            assert sum(name.endswith(".docx") for name in made) == 2 * ENTERPRISES
            assert sum(name.endswith(".xlsx") for name in made) == 1
        figures = {
            "docforge": min(whole),
            "of which before writing": min(dry),
            "docxtpl, filling and saving": min(theirs),
        }
        said(f"{ENTERPRISES} notices with numbers, receipts and index", "s", figures)


if __name__ == "__main__":
    main()
