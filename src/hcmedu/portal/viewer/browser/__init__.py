"""Pages of an item: in its view, as images, as text; search inside; the administrator's page."""
