"""How the small reader is made, step by step, file in and file out. Needs the extra ``[train]``; see docs/reader.md."""
