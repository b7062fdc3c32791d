"""From a question and articles to an answer with its evidence."""
