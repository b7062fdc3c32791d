"""Vietnamese itself: spelling, words, sentences, terms, abbreviations, names, numbers and values."""
