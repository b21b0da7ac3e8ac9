"""Assignment (phân công): which editor writes in which sections (4210/GDĐT-TTTT III.5).

An assignment is the local role ``Editor`` on a section; what lies below is assigned with it.
"""

from hcmedu.portal.editorial.assignment.assignments import assign
from hcmedu.portal.editorial.assignment.assignments import assign_everything
from hcmedu.portal.editorial.assignment.assignments import assigned_sections
from hcmedu.portal.editorial.assignment.assignments import editors_of
from hcmedu.portal.editorial.assignment.assignments import unassign


__all__ = ["assign", "assign_everything", "assigned_sections", "editors_of", "unassign"]
