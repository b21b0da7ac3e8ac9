"""The school's own look: colours with enough contrast, emblem, banner, motto."""
