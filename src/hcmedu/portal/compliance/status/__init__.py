"""The public page on the status of disclosure; there is none unless the head wants it."""
