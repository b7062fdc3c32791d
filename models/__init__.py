"""Strings in, scored spans and sentences out: every trained network and every heavy runtime lives in here."""
