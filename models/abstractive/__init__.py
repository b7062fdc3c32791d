"""The small writer: a summary in words of its own, with every name and figure copied from the article."""
