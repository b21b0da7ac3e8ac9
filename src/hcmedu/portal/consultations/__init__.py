"""Opinions on a consultation topic (ý kiến đóng góp): sent, moderated, read, summed up (A11)."""
