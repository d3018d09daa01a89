"""Identifiers on forms: licence numbers, unified social credit codes, phones.

Checked, flagged, never corrected. A value is only brought to one width and case; `raw` keeps
what stands on the paper.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from stdnum.cn import uscc as _uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

from docforge.messages import translate as _

# Industrial product licences XK00-000-00000, provincial ones with （晋） before; older
# food-related ones QS00-00000-00000; food ones SC and 14 digits.
LICENCE = re.compile(
    r"(?P<province>\([\u4e00-\u9fff]{1,3}\))?\s*"
    r"(?P<number>XK\s*\d{2}\s*-\s*\d{3}\s*-\s*\d{5}|QS\s*\d{2}\s*-\s*\d{5}\s*-\s*\d{5}|SC\s*\d{14})"
    r"(?!\d)",
    re.IGNORECASE,
)
_LICENCE_LIKE = re.compile(
    r"(?:\([\u4e00-\u9fff]{1,3}\)\s*)?[A-Z]{2}\s*[\d\-\s]*\d|\d[\d\-\s]{6,}\d", re.IGNORECASE
)
PLACEHOLDER = re.compile(r"(?:\([\u4e00-\u9fff]\))?[X×]{2,}(?:-[X×]{2,})*", re.IGNORECASE)
_MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}$")
_LANDLINE = re.compile(r"0\d{2,3}\d{7,8}(?:(?:转|x|-|#)\d{1,6})?$", re.IGNORECASE)
_SERVICE = re.compile(r"(?:400|800)\d{7}$")
_PHONE_SPLIT = re.compile(r"[、,，;；/]|\s{2,}|或")
_USCC_LIKE = re.compile(r"[0-9A-Z]{15,20}")


class Checked(NamedTuple):
    """A value brought to one form, and why it is doubted ("" where it is sound)."""

    value: str
    fault: str = ""


def _narrow(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("〔", "(").replace("〕", ")")
    return re.sub(r"[—–−‐‑－]", "-", plain.replace("[", "(").replace("]", ")")).strip()


def check_licence_no(text: str) -> Checked:
    """A licence number without inner spaces, its brackets as they were written."""
    plain = _narrow(text)
    match = LICENCE.search(plain)
    if not match:
        return Checked(plain, _("not of the form XK00-000-00000"))
    value = (match["province"] or "") + re.sub(r"\s", "", match["number"]).upper()
    rest = (plain[: match.start()] + plain[match.end() :]).strip(" :;,.。，；、编号证第")
    fault = _("other text stands beside it") if re.search(r"[0-9A-Za-z]", rest) else ""
    if "（" in text:
        value = value.replace("(", "（").replace(")", "）")
    return Checked(value, fault)


def licence_in(text: str) -> str:
    """The part of a text that is, or tries to be, a licence number; "" if there is none."""
    plain = _narrow(text)
    match = LICENCE.search(plain) or PLACEHOLDER.search(plain) or _LICENCE_LIKE.search(plain)
    if not match:
        return ""
    found = match[0].strip()
    return found.replace("(", "（").replace(")", "）") if "（" in text else found


def is_placeholder(text: str) -> bool:
    """Whether the printed placeholder of the form was left standing."""
    plain = re.sub(r"\s", "", _narrow(text))
    return bool(plain) and not re.sub(r"[X×]{2,}|[()\-]|晋|20(?=[X×])", "", plain, flags=re.I)


def check_uscc(text: str) -> Checked:
    """A unified social credit code (GB 32100-2015), checked by its last digit.

    python-stdnum refuses the valid registering authorities A, N and Y, so the check digit is
    asked of it, the first letter is not.
    """
    value = re.sub(r"[\s\-]", "", _narrow(text)).upper()
    if len(value) != 18:
        return Checked(value, _("it has {count} characters instead of 18").format(count=len(value)))
    if not re.fullmatch(r"[0-9A-HJ-NP-RTUWXY]{18}", value):
        return Checked(value, _("it holds characters that such codes never use"))
    try:
        if _uscc.calc_check_digit(value[:-1]) != value[-1]:
            return Checked(value, _("its check digit does not fit"))
    except (InvalidChecksum, InvalidLength, ValidationError, ValueError):
        return Checked(value, _("its check digit does not fit"))
    return Checked(value)


def phones_in(text: str) -> str:
    """The phone numbers of a text that also holds a name (联系人及电话); "" if there is none."""
    plain = unicodedata.normalize("NFKC", text)
    return "、".join(re.findall(r"\+?\(?\d[\d\s\-()转]{5,}\d", plain))


def check_phone(text: str) -> Checked:
    """One or several phone numbers; each is a mobile, a landline with area code, or 400/800."""
    plain = unicodedata.normalize("NFKC", text).strip()
    for number in filter(None, (part.strip() for part in _PHONE_SPLIT.split(plain))):
        digits = re.sub(r"(?<=\d)[\s\-—()]+(?=\d)|[()]", "", number)
        known = (_MOBILE, _LANDLINE, _SERVICE)
        if not any(pattern.match(digits) for pattern in known):
            return Checked(plain, _("neither a mobile number nor one with an area code"))
    return Checked(plain)
