"""The school root, its profile (Thông tin nhà trường) and the section builder."""

from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.school.interfaces import ISection
from hcmedu.portal.school.root import find_section
from hcmedu.portal.school.root import school_root
from hcmedu.portal.school.root import section_of


__all__ = ["ISchoolRoot", "ISection", "find_section", "school_root", "section_of"]
