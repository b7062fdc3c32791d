"""The routes, by what they are about. Each is one line of work: check, pass to the desk through a gate, reply."""
