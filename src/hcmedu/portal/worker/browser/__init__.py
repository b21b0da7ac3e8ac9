"""What the administrator sees of the worker."""
