"""Layout of a school's portal: home page, displays of sections, header, footer, CSS."""
