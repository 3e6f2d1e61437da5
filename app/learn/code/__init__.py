"""From your tutorial to here: its code beside what it computes, and the code of a cell to take home."""
