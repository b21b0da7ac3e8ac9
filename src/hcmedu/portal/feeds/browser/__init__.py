"""What visitors see of the feeds, and what the administrator sets."""
