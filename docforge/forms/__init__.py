"""layout.Document -> Submission: which form, which cell answers which item, what it says.

A form definition is a parser written as data (`parsers/<issuer-year>/<form>.yaml`); this room
runs it. It knows no file format.
"""

from docforge.forms.definitions.catalogue import Catalogue, load_catalogue
from docforge.forms.definitions.definition import Definition
from docforge.forms.interpret import interpret, unknown
from docforge.forms.judging.corrections import InvalidCorrection, choices, correct, label
from docforge.forms.judging.derive import derive
from docforge.forms.recognise import Recognition, recognise

__all__ = [
    "Catalogue",
    "Definition",
    "InvalidCorrection",
    "Recognition",
    "choices",
    "correct",
    "derive",
    "interpret",
    "label",
    "load_catalogue",
    "recognise",
    "unknown",
]
