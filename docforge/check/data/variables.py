"""Variables against the contract: missing, unused, of another kind, nearly the same name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property

from jinja2 import nodes

from docforge.check.data.schema import Declared, declared, names
from docforge.check.data.trees import trees
from docforge.check.diagnostic import Severity, Spot
from docforge.check.rules import Found, rule
from docforge.check.subject import Subject
from docforge.messages import marked as N_
from docforge.messages import translate as _
from docforge.render.language.gathering import Placed
from docforge.render.language.variables import Use, Way, uses_of

_LIST_FILTERS = frozenset(
    {"join", "first", "last", "sort", "map", "select", "selectattr", "reject", "rejectattr"}
    | {"sum", "unique", "batch", "slice", "groupby", "cn_list", "条目", "table"}
)
_TEXT_FILTERS = frozenset(
    {"upper", "lower", "title", "trim", "replace", "wordcount", "truncate", "capitalize"}
    | {"mask_name", "mask_phone", "mask_id", "隐去姓名", "隐去电话", "隐去证件号"}
)
_NUMBER_FILTERS = frozenset(
    {"round", "abs", "rmb", "大写金额", "thousands", "千分位", "percent", "百分比"}
)
_NUMERIC = frozenset({"integer", "number"})


@dataclass(frozen=True, eq=False)
class Read:
    """A use of a path and the tag that makes it."""

    use: Use
    placed: Placed
    subject: Subject

    @cached_property
    def spot(self) -> Spot:
        """Where the tag stands."""
        return self.subject.spot_at(self.placed.part, self.placed.line, self.placed.where)

    @property
    def tag(self) -> str:
        """The tag as it is written."""
        return self.placed.tag.text


def reads(subject: Subject) -> tuple[Read, ...]:
    """What the template's sound parts read of the data, in the order of the document."""
    return subject.once(_all_reads)


def _all_reads(subject: Subject) -> tuple[Read, ...]:
    return tuple(_reads(subject))


def _reads(subject: Subject) -> Iterator[Read]:
    for part in subject.compiler.parts:
        for use in uses_of(subject.compiler.jinja, part.tree):
            placed = part.placed_at(use.line)
            if placed is not None and not subject.is_copy(placed.part, placed.line):
                yield Read(use, placed, subject)


def _contracted(subject: Subject) -> Iterator[tuple[Read, Declared]]:
    """Each use with what the contract says of it."""
    yield from subject.once(_all_contracted)


def _all_contracted(subject: Subject) -> tuple[tuple[Read, Declared], ...]:
    if subject.schema is None:
        return ()
    known: dict[str, Declared] = {}
    for read in reads(subject):
        if read.use.path not in known:
            known[read.use.path] = declared(subject.schema, read.use.path)
    return tuple((read, known[read.use.path]) for read in reads(subject))


def alike(name: str) -> str:
    """A name without what the eye passes over: case, width, spaces, underscores, hyphens."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in plain if char not in "_- \u200b\u3000").translate(_TWINS)


_TWINS = str.maketrans("帐証號項稱產業企檢查", "账证号项称产业企检查")
"""Characters that are typed for one another: 台帐 for 台账, traditional forms."""


@rule(
    "D201",
    "data",
    Severity.ERROR,
    N_("A variable that the contract does not declare"),
    why=N_("Nobody will give a value for it, and the letter cannot be filled."),
    bad="{{ enterprise_nam }}",
    good="{{ enterprise_name }}",
    fix=N_("Correct the name, or declare it in the contract."),
)
def undeclared(subject: Subject) -> Iterator[Found]:
    told: set[tuple[Spot, str]] = set()
    for read, said in _contracted(subject):
        guarded = read.use.guarded and read.use.way is not Way.LOOP
        if not said.missing or guarded or (read.spot, read.use.path) in told:
            continue
        if _twin(said) is not None:
            continue
        told.add((read.spot, read.use.path))
        near = get_close_matches(said.missing, said.beside, n=1, cutoff=0.7)
        remedy = _("Did you mean “{name}”?").format(name=near[0]) if near else ""
        what = _("“{path}” is not declared in the contract.").format(path=read.use.path)
        yield Found(what, read.spot, read.tag, remedy=remedy)


def _twin(said: Declared) -> str | None:
    """A declared name that looks the same as one that is not."""
    wanted = alike(said.missing)
    return next((each for each in said.beside if alike(each) == wanted), None)


@rule(
    "D205",
    "data",
    Severity.ERROR,
    N_("A name that differs only in case, width or a look-alike"),
    why=N_("To the eye it is the same name, to the engine another, which has no value."),
    bad="{{ Enterprise_name }}",
    good="{{ enterprise_name }}",
    fix=N_("Write the name exactly as the contract has it."),
)
def twin_names(subject: Subject) -> Iterator[Found]:
    if subject.schema is not None:
        told: set[tuple[Spot, str]] = set()
        for read, said in _contracted(subject):
            twin = _twin(said) if said.missing else None
            if twin is None or (read.spot, read.use.path) in told:
                continue
            told.add((read.spot, read.use.path))
            what = _("“{name}” is written “{twin}” in the contract.")
            remedy = _("Write “{name}”.").format(name=twin)
            yield Found(
                what.format(name=said.missing, twin=twin), read.spot, read.tag, remedy=remedy
            )
        return
    yield from _twins_among_themselves(subject)


def _twins_among_themselves(subject: Subject) -> Iterator[Found]:
    """Without a contract: two spellings of one name in the same template."""
    first: dict[tuple[str, str], str] = {}
    told: set[str] = set()
    for read in reads(subject):
        above, _dot, name = read.use.path.rpartition(".")
        known = first.setdefault((above, alike(name)), read.use.path)
        if known != read.use.path and read.use.path not in told:
            told.add(read.use.path)
            what = _("“{name}” and “{twin}” are two names that look like one.")
            said = what.format(name=read.use.path, twin=known)
            yield Found(said, read.spot, read.tag, Severity.WARNING)


@rule(
    "D202",
    "data",
    Severity.WARNING,
    N_("A declared variable that the template does not use"),
    why=N_("People type it in vain, or its tag was deleted by mistake."),
    bad="variables: phone … ; no {{ phone }}",
    good="variables: phone … ; {{ phone }}",
    fix=N_("Put it into the template, or delete it from the contract."),
)
def unused(subject: Subject) -> Iterator[Found]:
    if subject.contract is None or subject.compiler.faults:
        return
    used = {read.use.path for read in reads(subject)}
    within = {above for path in used for above in _above(path)}
    # A value that is handed on whole, to a filter or a macro, may be used to its last key.
    whole = {
        read.use.path
        for read in reads(subject)
        if read.use.way is not Way.LOOP and read.use.path not in within
    }
    misspelt = {alike(said.missing) for _read, said in _contracted(subject) if said.missing}
    for path in names(subject.contract.variables):
        covered = path in used or path in within
        covered = covered or f"{path.rpartition('.')[0]}[]" in used  # each key in its turn
        if covered or not whole.isdisjoint(_above(path)):
            continue
        last = alike(path.rpartition(".")[2])
        if not get_close_matches(last, misspelt, n=1, cutoff=0.7):
            said = _("“{path}” is declared in the contract and used nowhere.").format(path=path)
            yield Found(said, text=path)


def _above(path: str) -> list[str]:
    """The paths that a path goes on from: "items" and "items[]" for "items[].name"."""
    return [path[:at] for at, char in enumerate(path) if char in ".["]


@rule(
    "D203",
    "data",
    Severity.ERROR,
    N_("A loop over what is no list"),
    why=N_("A loop over a text goes letter by letter; over a number or yes and no it fails."),
    bad="{% for each in title %}",
    good="{% for each in findings %}",
    fix=N_("Loop over a list, or declare the variable as one (type: array)."),
)
def loop_over_no_list(subject: Subject) -> Iterator[Found]:
    for tree in trees(subject):
        for node in tree.all(nodes.For):
            if isinstance(node.iter, nodes.Const | nodes.TemplateData | nodes.Compare):
                yield from tree.found(node, _("the loop goes over what is no list."))
    for read, said in _contracted(subject):
        types = said.types
        if read.use.way is Way.LOOP and types and not types & {"array", "object"}:
            what = _("“{path}” is repeated over, but the contract says it is {type}.")
            yield _typed(what, read, types)


@rule(
    "D204",
    "data",
    Severity.ERROR,
    N_("A variable used as what it is not"),
    why=N_(
        "A list prints with brackets and quotes, a filter for lists takes a text to pieces, and"
        " a key of a text has no value."
    ),
    bad="{{ findings }}",
    good="{{ findings|join('；') }}",
    fix=N_("Loop over lists, join them, name the key of an object; or correct the contract."),
)
def wrong_kind(subject: Subject) -> Iterator[Found]:
    told: set[tuple[Spot, str, str]] = set()
    for read, said in _contracted(subject):
        types = said.types
        what = _misused(read.use, types) if types else ""
        if what and (read.spot, read.use.path, what) not in told:
            told.add((read.spot, read.use.path, what))
            yield _typed(what, read, types)
    yield from _steps_into_scalars(subject)


def _misused(use: Use, types: frozenset[str]) -> str:
    """A sentence on a use that values of these types do not allow, "" where they do."""
    if use.way is Way.PRINT and types <= {"array", "object"}:
        return _("“{path}” is printed, but the contract says it is {type}.")
    if use.way is Way.PRINT and types == {"boolean"}:
        return _("“{path}” is printed, but the contract says it is {type}: True or False.")
    if use.way is Way.SUM and not types & _NUMERIC:
        return _("“{path}” is reckoned with, but the contract says it is {type}.")
    if use.filter in _LIST_FILTERS and not types & {"array", "object"}:
        return _("“{path}” goes through a filter for lists, but the contract says it is {type}.")
    if use.filter in _TEXT_FILTERS and types <= {"array", "object"}:
        return _("“{path}” goes through a filter for text, but the contract says it is {type}.")
    if use.filter in _NUMBER_FILTERS and not types & {*_NUMERIC, "string"}:
        return _("“{path}” goes through a filter for numbers, but the contract says it is {type}.")
    return ""


def _steps_into_scalars(subject: Subject) -> Iterator[Found]:
    """`title.short`, `items.name` (without a loop): a key of what has no keys."""
    told: set[tuple[Spot, str]] = set()
    if subject.schema is None:
        return
    known: dict[str, Declared] = {}
    for read in reads(subject):
        path = read.use.path
        for at in (n for n, char in enumerate(path) if char == "." and n):
            if path[:at] not in known:
                known[path[:at]] = declared(subject.schema, path[:at])
            above = known[path[:at]]
            if above.types and "object" not in above.types and (read.spot, path) not in told:
                told.add((read.spot, path))
                what = _("“{path}” asks “{above}” for a key, but the contract says it is {type}.")
                yield _typed(what.replace("{above}", path[:at]), read, above.types)


def _typed(what: str, read: Read, types: frozenset[str]) -> Found:
    shown = " / ".join(sorted(_(_TYPES[each]) for each in types if each in _TYPES))
    said = what.replace("{path}", read.use.path).replace("{type}", shown)
    return Found(said, read.spot, read.tag)


_TYPES = {
    "string": N_("a text"),
    "number": N_("a number"),
    "integer": N_("a whole number"),
    "boolean": N_("yes or no"),
    "array": N_("a list"),
    "object": N_("an object"),
    "null": N_("nothing"),
}


@rule(
    "D216",
    "data",
    Severity.WARNING,
    N_("A value that may be missing is printed without a default"),
    why=N_(
        "The contract does not require it; for the first enterprise without it nothing is"
        " written at all."
    ),
    bad="{{ note }}",
    good="{% if note is defined %}{{ note }}{% endif %}",
    fix=N_("Require it in the contract, or write {{ name|default('') }}."),
)
def optional_unguarded(subject: Subject) -> Iterator[Found]:
    told: set[str] = set()
    for read, said in _contracted(subject):
        path = read.use.path
        if said.required or said.missing or said.unknown or read.use.guarded or path in told:
            continue
        if path.endswith("[]"):
            continue
        told.add(path)
        what = _("“{path}” is not required by the contract, and there is no default for it.")
        yield Found(what.format(path=path), read.spot, read.tag)


@rule(
    "D219",
    "data",
    Severity.WARNING,
    N_("Two names that are nearly the same"),
    why=N_("Without a contract nobody can tell, but one of them is probably a slip of the pen."),
    bad="{{ enterprise_name }} … {{ enterprise_nmae }}",
    good="{{ enterprise_name }} … {{ enterprise_name }}",
    fix=N_("Use one name, or write a contract that declares both."),
)
def near_names(subject: Subject) -> Iterator[Found]:
    if subject.schema is not None:
        return
    counted: dict[str, list[Read]] = {}
    for read in reads(subject):
        counted.setdefault(read.use.path.removesuffix("[]"), []).append(read)
    for path, found in counted.items():
        if len(found) > 1 or len(path) < _LONG_ENOUGH:
            continue
        for other, others in counted.items():
            if len(others) > 1 and _slip(path, other):
                what = _("“{name}” stands here once; elsewhere it is “{twin}”.")
                said = what.format(name=path, twin=other)
                yield Found(said, found[0].spot, found[0].tag)
                break


_LONG_ENOUGH = 8


def _slip(name: str, other: str) -> bool:
    """Whether one name is the other with two letters changed round, one left out or doubled; a
    number at the end, a plural and a prefix are no slips."""
    if abs(len(name) - len(other)) > 1 or alike(name) == alike(other):
        return False
    if name.rstrip("0123456789") == other.rstrip("0123456789") or name.rstrip("s") == other:
        return False
    if other.rstrip("s") == name:
        return False
    if sorted(name) == sorted(other):
        return SequenceMatcher(None, name, other).ratio() > 0.9
    longer, shorter = sorted((name, other), key=len, reverse=True)
    return len(longer) != len(shorter) and any(
        longer[:n] + longer[n + 1 :] == shorter for n in range(1, len(longer) - 1)
    )
