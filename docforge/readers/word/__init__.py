"""Reading .docx: the parts of a package, the looks of runs, the marks made on them, the grid.

`document` walks the body, `blocks` reads paragraphs and cells, `lines` the runs in them, `marks`
makes words and marks of these. `controls` settles content controls before anything is read.
"""

from docforge.readers.word.document import read

__all__ = ["read"]
