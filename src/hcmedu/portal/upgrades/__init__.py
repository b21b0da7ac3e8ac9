"""Upgrade steps: one module for each version of the profile, named by it."""
