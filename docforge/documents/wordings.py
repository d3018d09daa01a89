"""How a finding reads on the documents that list findings."""

from __future__ import annotations

import re

from docforge.documents.written import Blanks
from docforge.model import Finding

CORRECTED = "（已当场整改）"
_SAYS_CORRECTED = re.compile(
    r"(?:当场|现场|当日|当天|立即)已?(?:完成|予以|进行)?(?:整改|改正|纠正)|(?:整改|改正)(?:完毕|到位)"
)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # Word's own line break among them
_END = " \t\n。.；;，,、"
_OWN_NUMBER = re.compile(r"^\s*(?:[（(]?\d{1,2}[）).、．]|[①-⑳])\s*(?!\d)")


def sentence(finding: Finding, blanks: Blanks) -> str:
    """The finding as one sentence without a number of its own, since lists number it.

    One that was corrected on the spot says so; one without a description is 【缺：问题描述】.
    """
    said = _OWN_NUMBER.sub("", _UNPRINTABLE.sub(" ", finding.description)).strip(_END)
    said = blanks.fill(said, "问题描述")
    if finding.corrected_on_site and not _SAYS_CORRECTED.search(said):
        said += CORRECTED
    return f"{said}。"
