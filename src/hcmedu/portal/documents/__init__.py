"""Official documents (văn bản): what is read out of their files, and their search."""
