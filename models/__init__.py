"""Strings in, scored spans and sentences out. Every trained network and every heavy runtime lives behind this package."""
