"""What is chosen as the code of a cell is written; any value will do here."""

KIND = "lstm"  # the cell, as in the table of cells
