"""The report people look at: systems side by side as HTML, JSON and Markdown; what changed; and the quality gate.

``write_report(out, build_report(systems, summaries, recall, questions))`` is the whole of it.
"""
