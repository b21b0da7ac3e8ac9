"""Home page of a school root."""
