"""Bàn làm việc: the review queue, the page of a decision, counters."""
