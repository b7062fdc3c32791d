"""How the small writer is made: steps from files to files."""
