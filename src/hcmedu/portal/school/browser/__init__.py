"""Pages of the school room: control panel, section tree."""
