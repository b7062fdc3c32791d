"""Honest scores: metrics, intervals, reports."""
