"""The salience head: how much of what a news abstract says each sentence of an article says, and each few of them."""
