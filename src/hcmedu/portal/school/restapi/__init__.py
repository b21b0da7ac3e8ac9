"""REST services of the school room."""
