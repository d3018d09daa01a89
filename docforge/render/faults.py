"""What can be wrong with a template: a closed list, by which a fault is known whatever it says."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """The kind of a TemplateError that compiling or filling a template raises."""

    UNENDED = "unended"
    """`{{ name` without `}}` in its paragraph."""
    UNBEGUN = "unbegun"
    """`name }}` without `{{` in its paragraph."""
    WIDE_BRACES = "wide_braces"
    SINGLE_BRACES = "single_braces"
    IN_FORMULA = "in_formula"
    BLOCK_OPEN = "block_open"
    """`{% for %}` without `{% endfor %}`."""
    BLOCK_NOT_OPEN = "block_not_open"
    """`{% endfor %}`, `{% else %}` outside their block."""
    UNLIKE_PLACES = "unlike_places"
    """A block that begins in one kind of place and ends in another."""
    OUTSIDE_TABLE = "outside_table"
    NOT_ALONE = "not_alone"
    """`{%p %}`, `{%tr %}`, `{%tc %}` beside other words."""
    REFUSED = "refused"
    """A statement of jinja2 that Word templates do not have: include, extends."""
    NOT_UNDERSTOOD = "not_understood"
    UNKNOWN_STATEMENT = "unknown_statement"
    UNKNOWN_FILTER = "unknown_filter"
    UNKNOWN_TEST = "unknown_test"
    LINK_STATEMENT = "link_statement"
    """Another tag than `{{ }}` in the address of a link."""
    NESTED_TOO_DEEPLY = "nested_too_deeply"
    MISSING_VALUE = "missing_value"
    UNPRINTABLE = "unprintable"
    """A value that cannot stand where it was to be printed."""
    NOT_FILLED = "not_filled"
    """An expression that fails with the data it was given."""
    DAMAGED = "damaged"
    """XML that no program opens, in the template or in what it fills to."""
