"""From articles to a summary whose every sentence knows its support."""
