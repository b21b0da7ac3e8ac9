"""Lists of what a person may view: catalog queries, and how a brain is read. No object wakes."""
