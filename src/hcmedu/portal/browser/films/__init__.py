"""Films and music: played in place, and from YouTube only after a click."""
