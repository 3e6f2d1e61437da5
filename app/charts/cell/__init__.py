"""A cell drawn as wires that carry one step's numbers, whichever cell of the table it is."""
