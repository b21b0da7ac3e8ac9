"""Deadlines of a school: asked for, shown by month, handed out as a calendar."""

from hcmedu.portal.compliance.calendar.asking import deadlines_of


__all__ = ["deadlines_of"]
