"""The list of rules: for the command line, and for docs/check.md."""

from __future__ import annotations

import json
from collections.abc import Iterator

from docforge.check.examining import Settings
from docforge.check.rules import FAMILIES, RULES, Rule
from docforge.messages import marked as N_
from docforge.messages import translate as _

FAMILY_NAMES = {
    "file": N_("The file as a whole"),
    "syntax": N_("Syntax"),
    "data": N_("Data"),
    "package": N_("Package"),
    "layout": N_("Layout"),
    "official": N_("Official format"),
    "wording": N_("Wording"),
    "forms": N_("Forms"),
}


def listed(form: str, select: str, ignore: str) -> str:
    """All rules, or those that are selected, as text or JSON."""
    wanted = Settings(selected=_codes(select), ignored=_codes(ignore))
    selected = [
        each
        for family in FAMILIES
        for each in RULES.values()
        if each.family == family and (wanted.wants(each.code) and _chosen(each, wanted))
    ]
    if form == "json":
        made = [_as_json(each) for each in selected]
        return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
    return "".join(f"{line}\n" for line in _lines(selected))


def _chosen(each: Rule, wanted: Settings) -> bool:
    return not wanted.selected or any(each.code.startswith(code) for code in wanted.selected)


def _codes(given: str) -> frozenset[str]:
    return frozenset(each.strip() for each in given.replace("，", ",").split(",") if each.strip())


def _lines(rules: list[Rule]) -> Iterator[str]:
    family = ""
    for each in rules:
        if each.family != family:
            family = each.family
            yield f"== {_(FAMILY_NAMES[each.family])}"
            yield ""
        mendable = " [--fix]" if each.mend else ""
        yield f"{each.code} {each.severity.value:<7}  {_(each.title)}{mendable}"
        yield f"      {_(each.why)}"
        if each.bad:
            yield "      " + _("Wrong: {example}").format(example=_(each.bad))
        if each.good:
            yield "      " + _("Right: {example}").format(example=_(each.good))
        yield "      " + _("To do: {what}").format(what=_(each.fix))
        if each.source:
            yield "      " + _("Source: {clause}").format(clause=each.source)
        yield ""


def _as_json(each: Rule) -> dict[str, object]:
    return {
        "code": each.code,
        "family": each.family,
        "severity": each.severity.value,
        "title": _(each.title),
        "why": _(each.why),
        "bad": each.bad,
        "good": each.good,
        "fix": _(each.fix),
        "source": each.source,
        "profiles": list(each.profiles),
        "layout": each.slow,
        "mendable": each.mend is not None,
    }
