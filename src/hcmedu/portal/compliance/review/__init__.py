"""Self-review (289): what was found, what is done about it, by whom and by when, what is done."""
