"""What misses in a section, told there to those who write in it, and on their desk."""
