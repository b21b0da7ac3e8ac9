"""REST services of the compliance room: ``@compliance`` and its published schema."""
