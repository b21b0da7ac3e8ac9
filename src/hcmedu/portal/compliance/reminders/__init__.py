"""Mails before deadlines and on Mondays: asked for by the clock, written when they are sent."""

from hcmedu.portal.compliance.reminders.jobs import remind


__all__ = ["remind"]
