"""The chain that made the salience head, each step from files to files: docs/summariser.md."""
