"""The office's half: the clerk's list, the page of a case, report, deletion (A09, A12, C05)."""
