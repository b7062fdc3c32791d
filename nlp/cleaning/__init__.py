"""From the text of a page to its article: characters, lines, furniture, roles."""
