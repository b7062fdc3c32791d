"""Texts and facts at rest: spans, records, readers and writers of files. Knows no model and no language."""
