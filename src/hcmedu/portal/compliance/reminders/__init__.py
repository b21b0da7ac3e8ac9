"""Mails before deadlines and on Mondays: asked for by the clock, written when they are sent."""
