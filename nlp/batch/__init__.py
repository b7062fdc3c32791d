"""Many texts at once: the same work as the single commands, row by row, on one machine or several."""
