"""The edge towards a terminal: arguments, texts in two languages, and how results are shown."""
