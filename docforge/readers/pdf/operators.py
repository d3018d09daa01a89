"""Runs a page's drawing instructions, several times as fast as pdfminer does by itself.

pdfminer parts instructions byte by byte; here one regular expression does it, and pdfminer's own
methods carry them out. Whatever it does not take (inline pictures, nested arrays, damage) goes to
pdfminer's parser as a whole, so that both read the same. Source: ISO 32000-1, 7.2 and 7.8.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psparser import LIT

_LONGEST = 4_000_000
"""Bytes of instructions that are parted in one go; longer ones are parted while they run."""

_ENDS = rb"(?![^\s\x00()<>\[\]{}/%])"
_ONE = rb"[+-]?(?:\d++(?:\.\d*+)?+|\.\d++)"
_TOKEN = re.compile(
    rb"(" + _ONE + rb"(?:\s+" + _ONE + rb")*+" + _ENDS + rb")"
    rb"|([A-Za-z'\"][A-Za-z0-9*'\"]*" + _ENDS + rb")"
    rb"|\(([^()\\\r]*)\)"
    rb"|<([0-9A-Fa-f\s]*)>"
    rb"|(\[)|(\])"
    rb"|/([^\s\x00()<>\[\]{}/%#]*)" + _ENDS + rb""
    rb"|\(((?:[^()\\\r]|\\[\s\S])*)\)"
    rb"|(<<(?:[^<>()]|<[0-9A-Fa-f\s]*>|\((?:[^()\\]|\\[\s\S])*\))*>>)"
    rb"|(%[^\r\n]*)"
    rb"|([^\s\x00])"
)
_NUMBERS, _OPERATOR, _PLAIN, _HEX, _OPEN, _CLOSE, _NAME, _ESCAPED, _DICTIONARY, _COMMENT = range(
    1, 11
)
_NOT_HERE = (b"BI", b"ID", b"EI", b"true", b"false", b"null")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
_ESCAPES = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\r": b"",
    b"\n": b"",
    b"\r\n": b"",
}


Operation = tuple[bytes, list[Any]]
"""An operator and the operands before it."""


def operations(content: bytes) -> list[Operation] | None:
    """The instructions of a content stream; None where only pdfminer's own parser will do."""
    found: list[Operation] = []
    operands: list[Any] = []
    outer: list[Any] | None = None
    for match in _TOKEN.finditer(content):
        kind = match.lastindex
        if kind == _NUMBERS:
            operands.extend(map(float, match[1].split()))
        elif kind == _OPERATOR:
            if outer is not None or match[2] in _NOT_HERE:
                return None
            found.append((match[2], operands))
            operands = []
        elif kind == _PLAIN:
            operands.append(match[3])
        elif kind == _HEX:
            operands.append(_from_hexadecimal(match[4]))
        elif kind == _OPEN and outer is None:
            outer, operands = operands, []
        elif kind == _CLOSE and outer is not None:
            outer.append(operands)
            operands, outer = outer, None
        elif kind == _NAME:
            if not match[7].isascii():
                return None
            operands.append(LIT(match[7].decode("ascii")))
        elif kind == _ESCAPED:
            operands.append(_ESCAPE.sub(_unescaped, match[8]))
        elif kind == _DICTIONARY:
            # Only marked content names properties, and nothing here asks for them.
            operands.append({})
        elif kind != _COMMENT:
            return None
    return None if outer is not None else found


def _from_hexadecimal(digits: bytes) -> bytes:
    bare = digits.translate(None, b"\0\t\n\f\r ") if not digits.isalnum() else digits
    return bytes.fromhex((bare + b"0" if len(bare) % 2 else bare).decode("ascii"))


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes((int(match[1], 8) & 0xFF,))
    return _ESCAPES.get(match[2], match[2])


class Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter with faster eyes, and two of its operators mended."""

    def execute(self, streams: Sequence[object]) -> None:
        known = [stream for stream in map(stream_value, streams) if self._is_new(stream)]
        content = b"\n".join(stream.get_data() for stream in known)
        parted = operations(content) if len(content) <= _LONGEST else None
        if parted is None:
            super().execute(known)
            return
        self.stream_ids.clear()
        self.stream_ids.update(stream.objid for stream in known if stream.objid is not None)
        found: dict[bytes, tuple[Callable[..., None], int]] = {}
        for operator, operands in parted:
            if operator not in _METHODS:
                self.argstack.extend(operands)
                continue
            if operator not in found:
                name, count = _METHODS[operator]
                found[operator] = getattr(self, name), count
            method, count = found[operator]
            if len(operands) == count and not self.argstack:
                method(*operands)
            else:
                self._run(method, count, operands)

    def _is_new(self, stream: PDFStream) -> bool:
        """Not one of those that are being run: forms may name themselves."""
        return stream.objid is not None and stream.objid not in self.parent_stream_ids

    def _run(self, method: Callable[..., None], count: int, operands: list[Any]) -> None:
        """Operators without a fixed number of operands take theirs from the stack."""
        self.argstack.extend(operands)
        if not count:
            method()
            return
        taken = self.pop(count)
        if len(taken) == count:
            method(*taken)

    def do_F(self) -> None:  # noqa: N802
        """Fill, as f does; pdfminer passes over this older name of it."""
        self.do_f()

    def do__w(self, aw: Any, ac: Any, s: Any) -> None:
        """Set spaces, move to the next line and show text; pdfminer forgets to move."""
        self.do_Tw(aw)
        self.do_Tc(ac)
        self.do__q(s)

    def do_TJ(self, seq: Any) -> None:  # noqa: N802
        """Show text. pdfminer copies the whole graphics state for each string."""
        shown = [seq] if isinstance(seq, bytes) else seq
        if self.textstate.font is not None and isinstance(shown, list):
            self.device.render_string(
                self.textstate, shown, self.graphicstate.ncs, self.graphicstate
            )


def _methods() -> dict[bytes, tuple[str, int]]:
    """Operator -> the method that carries it out and its number of operands."""
    found: dict[bytes, tuple[str, int]] = {}
    for name in dir(Interpreter):
        if name.startswith("do_"):
            operator = name[3:].replace("_a", "*").replace("_q", "'").replace("_w", '"')
            count = getattr(Interpreter, name).__code__.co_argcount - 1
            found[operator.encode()] = name, count
    return found


_METHODS = _methods()
