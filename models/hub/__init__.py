"""Published checkpoints of transformers, for those who have them. Nothing here is imported without the [hf] extra."""
