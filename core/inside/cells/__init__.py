"""One module per cell: its equations as a step function and as formulas, named as in its paper."""
