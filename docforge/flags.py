"""The closed table of flag codes: what each doubts, how grave it is, what it holds back.

A flag's class says what kind of doubt it is: `reading` (how surely it was read), `content`
(what it says contradicts itself or a rule), `identity` (which enterprise, which page),
`package` (the file as a whole). The message is an English gettext id with named details.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from docforge.messages import marked as N_


class FlagClass(StrEnum):
    READING = "reading"
    CONTENT = "content"
    IDENTITY = "identity"
    PACKAGE = "package"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Blocks(StrEnum):
    NOTHING = "nothing"
    FINDING = "finding"
    NOTICE = "notice"


class FlagKind(NamedTuple):
    flag_class: FlagClass
    severity: Severity
    message: str
    blocks: Blocks = Blocks.NOTHING


_READING, _CONTENT = FlagClass.READING, FlagClass.CONTENT
_IDENTITY, _PACKAGE = FlagClass.IDENTITY, FlagClass.PACKAGE
_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

FLAGS: dict[str, FlagKind] = {
    # reading: how surely it was read
    "boxes_lost": FlagKind(
        _READING, _ERROR, N_("the options stand here without boxes or marks: {raw}"), Blocks.NOTICE
    ),
    "unclear_mark": FlagKind(
        _READING, _ERROR, N_("the mark does not tell which option is meant: {raw}"), Blocks.NOTICE
    ),
    "lone_mark": FlagKind(
        _READING, _WARNING, N_("a lone {glyph} was taken as {conclusion} by convention")
    ),
    "typed_conclusion": FlagKind(
        _READING, _WARNING, N_("words instead of a mark: “{raw}” was taken as {conclusion}")
    ),
    "damaged_date": FlagKind(_READING, _ERROR, N_("“{raw}” is not a whole date")),
    "ambiguous_value": FlagKind(_READING, _WARNING, N_("several values stand here: {raw}")),
    "struck_text": FlagKind(_READING, _WARNING, N_("words were struck out: {raw}")),
    "ditto": FlagKind(_READING, _WARNING, N_("“{raw}” was resolved to the entry above")),
    "formula_without_value": FlagKind(
        _READING, _ERROR, N_("a formula without a stored value: {raw}")
    ),
    "hidden": FlagKind(
        _READING,
        _WARNING,
        N_("this stands in a hidden row, column or sheet: {raw}"),
    ),
    "value_differs": FlagKind(
        _READING, _ERROR, N_("what is shown and what is stored differ: {raw}"), Blocks.NOTICE
    ),
    "unmapped_glyph": FlagKind(
        _READING,
        _WARNING,
        N_("a character without a known meaning: {raw}"),
    ),
    "controls_unread": FlagKind(
        _READING,
        _ERROR,
        N_("{raw} check boxes lie over the sheet and could not be read; save the file as .xlsx"),
        Blocks.NOTICE,
    ),
    "item_by_text": FlagKind(
        _READING, _INFO, N_("item {item} was found by its text; its printed number differs: {raw}")
    ),
    "item_number_lost": FlagKind(
        _READING, _INFO, N_("item {item} was found by its text; its row has lost its number")
    ),
    "words_undecided": FlagKind(
        _READING,
        _ERROR,
        N_("item {item}: the words tell neither a problem nor that all is well: {raw}"),
        Blocks.NOTICE,
    ),
    "gravity_unknown": FlagKind(
        _READING,
        _WARNING,
        N_("item {item}: “{raw}” may or may not belong to the clause marked **: {clause}"),
    ),
    "item_reworded": FlagKind(
        _READING, _WARNING, N_("the text of item {item} differs much from the form: {raw}")
    ),
    "item_twice": FlagKind(
        _READING,
        _ERROR,
        N_("item {item} stands more than once and its answers differ"),
        Blocks.NOTICE,
    ),
    "columns_lost": FlagKind(
        _READING,
        _ERROR,
        N_("the columns of the table could not be told apart; compare every value with the form"),
        Blocks.NOTICE,
    ),
    "row_not_matched": FlagKind(
        _READING, _WARNING, N_("a row of the table belongs to no item of the form: {raw}")
    ),
    "doubtful_mark": FlagKind(
        _READING, _WARNING, N_("compare the mark with the paper: {raw}"), Blocks.NOTICE
    ),
    "doubtful_text": FlagKind(
        _READING, _WARNING, N_("compare what was written with the paper: {raw}"), Blocks.NOTICE
    ),
    "signature_read": FlagKind(_READING, _WARNING, N_("a signature was read as a name: {raw}")),
    # content: what it says contradicts itself or a rule
    "two_marks": FlagKind(
        _CONTENT, _ERROR, N_("item {item}: more than one option is marked: {raw}"), Blocks.NOTICE
    ),
    "unmarked_problem": FlagKind(
        _CONTENT,
        _ERROR,
        N_("item {item}: nothing is marked, but a problem is described: {raw}"),
        Blocks.NOTICE,
    ),
    "unanswered": FlagKind(_CONTENT, _WARNING, N_("item {item} is not answered")),
    "conform_with_problem": FlagKind(
        _CONTENT,
        _WARNING,
        N_("item {item} is marked 符合, but the record describes a problem: {raw}"),
    ),
    "nonconform_without_text": FlagKind(
        _CONTENT,
        _ERROR,
        N_("item {item} is marked 不符合, but no problem is described"),
        Blocks.NOTICE,
    ),
    "nonconform_with_praise": FlagKind(
        _CONTENT,
        _ERROR,
        N_("item {item} is marked 不符合, but the record says all is well: {raw}"),
        Blocks.NOTICE,
    ),
    "not_offered": FlagKind(
        _CONTENT, _WARNING, N_("item {item} is marked 不适用, which the form does not offer")
    ),
    "condition_unmet": FlagKind(
        _CONTENT,
        _WARNING,
        N_("item {item} is marked 不适用, but its condition does not hold: {condition}"),
    ),
    "item_missing": FlagKind(_CONTENT, _WARNING, N_("item {item} is not on the returned form")),
    "corrected_on_site": FlagKind(
        _CONTENT, _INFO, N_("item {item} reads as corrected on the spot: {raw}")
    ),
    "stopped_production": FlagKind(
        _CONTENT, _WARNING, N_("the enterprise appears to have stopped production: {raw}")
    ),
    "uscc_invalid": FlagKind(
        _CONTENT, _WARNING, N_("“{raw}” is not a valid unified social credit code: {reason}")
    ),
    "licence_no_invalid": FlagKind(
        _CONTENT, _WARNING, N_("“{raw}” does not look like a licence number")
    ),
    "phone_invalid": FlagKind(_CONTENT, _WARNING, N_("“{raw}” does not look like a phone number")),
    "date_out_of_range": FlagKind(
        _CONTENT, _WARNING, N_("{value} lies outside the inspection period {start} to {end}")
    ),
    "dates_reversed": FlagKind(_CONTENT, _WARNING, N_("{start} lies after {end}")),
    "licence_expired": FlagKind(
        _CONTENT,
        _WARNING,
        N_("the licence expired on {value}, before the inspection on {inspected}"),
    ),
    "number_invalid": FlagKind(_CONTENT, _WARNING, N_("“{raw}” is not a number")),
    "number_inconsistent": FlagKind(
        _CONTENT, _WARNING, N_("the parts add up to more than the total: {raw}")
    ),
    "few_inspectors": FlagKind(
        _CONTENT,
        _WARNING,
        N_("fewer than two inspectors signed (Administrative Penalty Law, article 42)"),
    ),
    "answer_tells_problem": FlagKind(
        _CONTENT, _WARNING, N_("the answer to “{label}” tells a problem: {raw}")
    ),
    # … and what does not fit what other forms of the same run say
    "not_in_summary": FlagKind(
        _CONTENT,
        _WARNING,
        N_("“{label}” says {raw}, but no finding of this enterprise tells of it"),
    ),
    "stopped_not_listed": FlagKind(
        _CONTENT,
        _WARNING,
        N_("production has stopped, but the enterprise is not in the register {form}"),
    ),
    "licence_expired_elsewhere": FlagKind(
        _CONTENT,
        _WARNING,
        N_("the licence expired on {value} ({source}), before {day}"),
    ),
    "signature_missing": FlagKind(_CONTENT, _WARNING, N_("not signed: {label}")),
    "field_missing": FlagKind(_CONTENT, _WARNING, N_("not filled in: {label}")),
    "placeholder_left": FlagKind(
        _CONTENT, _WARNING, N_("the printed placeholder was left in place: {raw}")
    ),
    # identity: which enterprise, which page
    "enterprise_missing": FlagKind(
        _IDENTITY, _ERROR, N_("the form names no enterprise"), Blocks.NOTICE
    ),
    "enterprise_not_listed": FlagKind(
        _IDENTITY, _WARNING, N_("“{name}” is not on the list of enterprises")
    ),
    "enterprise_offered": FlagKind(
        _IDENTITY, _WARNING, N_("“{name}” is not on the list; close to it: {offers}")
    ),
    "enterprise_ambiguous": FlagKind(
        _IDENTITY, _ERROR, N_("several entries of the list fit “{name}”: {offers}"), Blocks.NOTICE
    ),
    "list_differs": FlagKind(
        _IDENTITY, _WARNING, N_("the form says “{raw}”, the list says “{listed}”")
    ),
    "enterprise_two_names": FlagKind(
        _IDENTITY, _WARNING, N_("{number} also stands under the name “{name}” ({source})")
    ),
    "enterprise_two_numbers": FlagKind(
        _IDENTITY, _WARNING, N_("“{name}” also stands with another number: {number} ({source})")
    ),
    "form_unknown": FlagKind(
        _IDENTITY, _WARNING, N_("this is none of the known forms; nearest: {nearest} ({score})")
    ),
    "form_doubtful": FlagKind(
        _IDENTITY, _WARNING, N_("recognised as {form} with a low score ({score})")
    ),
    "page_missing": FlagKind(
        _IDENTITY, _ERROR, N_("page {page} of this form is not in the source"), Blocks.NOTICE
    ),
    "page_twice": FlagKind(
        _IDENTITY, _WARNING, N_("page {page} of this form was scanned twice; one copy was read")
    ),
    "pages_paired": FlagKind(
        _IDENTITY,
        _WARNING,
        N_("whether these pages belong to one form is not certain: pages {pages} of the source"),
        Blocks.NOTICE,
    ),
    "blank_unknown": FlagKind(
        _READING,
        _WARNING,
        N_(
            "docforge printed this form (version {version}), but that print is not kept on this "
            "computer, so it was read like any other paper; give its PDF with --blank, or keep it "
            "with `docforge forms add-blank {form}`"
        ),
    ),
    "code_unread": FlagKind(
        _IDENTITY,
        _WARNING,
        N_(
            "the code on page {page} of the source cannot be read; that it belongs to this form "
            "was told from its print and from the pages beside it"
        ),
        Blocks.NOTICE,
    ),
    "code_contradicted": FlagKind(
        _IDENTITY,
        _ERROR,
        N_("the code on page {page} names {raw}, but the page shows another print"),
        Blocks.NOTICE,
    ),
    "printed_for_other": FlagKind(
        _IDENTITY,
        _ERROR,
        N_("this form was printed for {printed}, but “{raw}” stands on it"),
        Blocks.NOTICE,
    ),
    # package: the file as a whole
    "picture_page": FlagKind(
        _PACKAGE,
        _ERROR,
        N_("page {page} is a picture that could not be read"),
        Blocks.NOTICE,
    ),
    "tracked_changes": FlagKind(
        _PACKAGE, _INFO, N_("the file holds tracked changes; insertions were read, deletions not")
    ),
    "comment": FlagKind(_PACKAGE, _INFO, N_("a comment stands here: {raw}")),
    "footnote": FlagKind(_PACKAGE, _INFO, N_("a footnote stands here: {raw}")),
    "converted": FlagKind(
        _PACKAGE, _INFO, N_("an old format, converted by LibreOffice; drawn signs may be lost")
    ),
    "picture": FlagKind(_PACKAGE, _INFO, N_("a picture stands here (a signature or a seal?)")),
}
