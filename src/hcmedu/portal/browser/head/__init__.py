"""What machines read in the head of a page: Open Graph and schema.org, of what is public only."""
