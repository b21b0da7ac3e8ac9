"""``section_view`` and the displays of each kind of section."""
