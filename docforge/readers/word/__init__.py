"""Reading .docx: the parts of a package, the looks of runs, the marks made on them, the grid.

`document` walks the body; `blocks` reads paragraphs and cells, `tables` the grid around them;
`lines` takes a paragraph's runs apart into `pieces`, from which `rings` and `marks` make words
and marks. `rows` and `plain_rows` take large tables row by row. `controls` settles content controls
before anything is read; `styles`, `numbering`, `fields`, `drawings` and `activex` each know one
chapter of the format.
"""

from docforge.readers.word.document import read

__all__ = ["read"]
