"""REST services that belong to no single room, and what holds for all of them."""
