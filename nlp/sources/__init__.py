"""Where articles come from: files, standard input, addresses, and the defences that strangers' documents call for."""
