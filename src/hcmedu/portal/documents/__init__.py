"""Documents: what is read out of their files."""
