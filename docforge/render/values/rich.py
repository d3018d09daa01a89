"""Values that are more than text: runs with looks of their own, listings, styled paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from xml.sax.saxutils import escape, quoteattr

from docforge.messages import translate as _
from docforge.render.language.places import Place
from docforge.render.printing import broken, control_character, led_to, unholdable
from docforge.render.rendering import Rendering
from docforge.render.values.looks import Looks
from docforge.render.wordml import R


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    looks: Looks
    url: str | None
    relation: str | None


class RichText:
    r"""Text whose pieces have looks of their own, put where `{{ value }}` or `{{r value }}` is.

        RichText("逾期不改正的，", font="仿宋").add("依法处罚", bold=True, color="FF0000")

    `\n` breaks the line, `\t` is a tab, `\a` begins a new paragraph, `\f` a new page. What a piece
    does not say about its looks is as in the run it is put into. For the looks see `Looks`;
    `url` makes the piece a link to that address.
    """

    inherits: ClassVar[bool] = True
    """Whether pieces look like the run around them where they say nothing."""

    def __init__(self, text: Any = None, **looks: Any) -> None:
        self._pieces: list[_Piece] = []
        if text:
            self.add(text, **looks)

    def add(
        self, text: Any, *, url: str | None = None, url_id: str | None = None, **looks: Any
    ) -> RichText:
        """Put a piece behind the others; `text` may be rich text itself. Returns itself.

        `url_id` is the identifier of a link's relation that the document has already. Raises
        TypeError for looks there are not, ValueError for a character no document can hold.
        """
        if isinstance(text, RichText):
            self._pieces += text._pieces
            return self
        said = text.decode("utf-8", "ignore") if isinstance(text, bytes) else str(text)
        if character := unholdable(said):
            raise ValueError(control_character(character))
        self._pieces.append(_Piece(said, Looks(**looks), url, url_id))
        return self

    def __str__(self) -> str:
        return "".join(piece.text for piece in self._pieces)

    def __bool__(self) -> bool:
        return bool(self._pieces)

    def inserted(self, place: Place, rendering: Rendering) -> str:
        """Its runs, for any place that can hold them."""
        return place.runs(self.runs(place, rendering))

    def runs(self, place: Place, rendering: Rendering) -> str:
        """Its runs as XML."""
        return "".join(self._run(piece, place, rendering) for piece in self._pieces)

    def _run(self, piece: _Piece, place: Place, rendering: Rendering) -> str:
        around = place.run_properties if self.inherits else ""
        begin = f"<w:r>{piece.looks.properties(piece.text, around)}"
        begin += '<w:t xml:space="preserve">'
        relation = piece.relation
        if piece.url is not None:
            relation = led_to(piece.url, place, rendering)
        before, after = "", ""
        if relation is not None and "</w:hyperlink>" in place.outer_end:
            raise ValueError(_("a link cannot stand inside another link."))
        if relation is not None:
            link = f'xmlns:r="{R}" r:id={quoteattr(relation)} w:tgtFrame="_blank"'
            before, after = f"<w:hyperlink {link}>", "</w:hyperlink>"
        within = Place(
            place.holds,
            place.placed,
            place.part,
            run_end="</w:t></w:r>" + after,
            run_begin=before + begin,
            outer_end=place.outer_end,
            outer_begin=place.outer_begin,
        )
        return f"{before}{begin}{broken(escape(piece.text), within)}</w:t></w:r>{after}"


class RichTextParagraph:
    """Paragraphs with styles of their own, put where `{{p value }}` is."""

    def __init__(self, text: Any = None, **looks: Any) -> None:
        self._paragraphs: list[tuple[RichText, str | None]] = []
        if text:
            self.add(text, **looks)

    def add(self, text: Any, parastyle: str | None = None) -> RichTextParagraph:
        """Put a paragraph behind the others: text or rich text, in the style of that
        identifier. Returns itself."""
        rich = text if isinstance(text, RichText) else RichText(text)
        self._paragraphs.append((rich, parastyle))
        return self

    def __str__(self) -> str:
        return "\n".join(str(rich) for rich, _style in self._paragraphs)

    def __bool__(self) -> bool:
        return bool(self._paragraphs)

    def inserted(self, place: Place, rendering: Rendering) -> str:
        """Its paragraphs, for any place whose paragraph can be left."""
        made = []
        for rich, style in self._paragraphs:
            properties = ""
            if style:
                properties = f"<w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>"
            within = Place(
                place.holds,
                place.placed,
                place.part,
                outer_end="</w:p>",
                outer_begin=f"<w:p>{properties}",
            )
            made.append(f"<w:p>{properties}{rich.runs(within, rendering)}</w:p>")
        return place.blocks("".join(made))


class Listing:
    r"""Text of several lines that keeps the looks of its place; `\a` begins a new paragraph."""

    def __init__(self, text: Any) -> None:
        self._text = text.decode("utf-8", "ignore") if isinstance(text, bytes) else str(text)
        if character := unholdable(self._text):
            raise ValueError(control_character(character))

    def __str__(self) -> str:
        return self._text

    def inserted(self, place: Place, _rendering: Rendering) -> str:
        """Its text, with real breaks."""
        return f"{place.text_begin}{broken(escape(self._text), place)}{place.text_end}"
