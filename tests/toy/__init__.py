"""A task that is no task of ours: one package and two rows, as whoever adds one would write them.

Asked for: the mean of a column. A network of the toy tells the mean of the first rows, off by as much as its
seed says; the simple method tells zero.
"""
