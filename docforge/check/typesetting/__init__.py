"""How a Word file sets its text: faces, sizes, indents, lines, as its styles come to.

Lengths are points (1/72 inch) throughout; `A_MM` points are a millimetre.
"""

A_MM = 72 / 25.4
"""Points of a millimetre."""
CHARACTER = 156 * A_MM / 28
"""Points of a character (字) of the standard's line: 28 fill 156 mm (GB/T 9704-2012, 5.2.3)."""
LINE = 225 * A_MM / 22
"""Points of a line (行) of the standard's page: 22 fill 225 mm (GB/T 9704-2012, 5.2.3)."""
EM = 16.0
"""三号, the size of the text."""
