"""JUnit XML as Jenkins, GitLab and pytest's own readers take it: a suite a file, a case a finding.

What makes the run fail is a failure; a milder finding is a case that passes and says so.
"""

from __future__ import annotations

import re

from lxml import etree

from docforge.check.diagnostic import Diagnostic
from docforge.check.reporting.run import Checked, Run, shown

_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def written(run: Run) -> str:
    """The whole report."""
    root = etree.Element("testsuites", name="docforge check")
    total = failures = 0
    for checked in run.files:
        cases = max(1, len(checked.findings))
        failed = sum(run.fails(each) for each in checked.findings)
        total, failures = total + cases, failures + failed
        suite = etree.SubElement(
            *(root, "testsuite"),
            name=_safe(shown(checked.path)),
            tests=str(cases),
            failures=str(failed),
            errors="0",
            skipped="0",
            time="0",
        )
        _cases(run, checked, suite)
    root.set("tests", str(total))
    root.set("failures", str(failures))
    root.set("errors", "0")
    root.set("time", f"{run.seconds:.3f}")
    etree.indent(root)
    text = etree.tostring(root, encoding="UTF-8", xml_declaration=True).decode()
    return text if text.endswith("\n") else text + "\n"


def _cases(run: Run, checked: Checked, suite: etree._Element) -> None:
    file = _safe(shown(checked.path))
    if not checked.findings:
        name = "docforge check"
        etree.SubElement(suite, "testcase", name=name, classname=file, file=file, time="0")
    for each in checked.findings:
        where = f" ({each.spot.where})" if each.spot.where else ""
        name = _safe(f"{each.code}{where}")
        case = etree.SubElement(
            *(suite, "testcase"), name=name, classname=file, file=file, time="0"
        )
        if run.fails(each):
            told = etree.SubElement(
                *(case, "failure"), message=_safe(each.message), type=each.severity.value
            )
        else:
            told = etree.SubElement(case, "system-out")
        told.text = _safe(_told(each))


def _told(each: Diagnostic) -> str:
    lines = (f"{each.severity}: {each.message}", each.spot.where, each.context, each.remedy)
    return "\n".join(line for line in lines if line)


def _safe(text: str) -> str:
    """Without what XML cannot hold."""
    return _UNHOLDABLE.sub("\ufffd", text)
