"""What Vietnam's rules need and no library has: plain functions on text, without Plone."""

from hcmedu.portal.vietnamese.contact import domain_kind
from hcmedu.portal.vietnamese.contact import email_kind
from hcmedu.portal.vietnamese.contact_data import CITY_NAMES
from hcmedu.portal.vietnamese.dates import format_date
from hcmedu.portal.vietnamese.dates import InvalidDate
from hcmedu.portal.vietnamese.dates import parse_date
from hcmedu.portal.vietnamese.errors import VietnameseError
from hcmedu.portal.vietnamese.numbers import DocumentNumber
from hcmedu.portal.vietnamese.numbers import InvalidDocumentNumber
from hcmedu.portal.vietnamese.phones import InvalidPhone
from hcmedu.portal.vietnamese.phones import is_vietnamese_phone
from hcmedu.portal.vietnamese.phones import normalize_phone
from hcmedu.portal.vietnamese.phones import Phone
from hcmedu.portal.vietnamese.sorting import sort_key
from hcmedu.portal.vietnamese.text import fold
from hcmedu.portal.vietnamese.text import normalize
from hcmedu.portal.vietnamese.text import slug
from hcmedu.portal.vietnamese.years import InvalidSchoolYear
from hcmedu.portal.vietnamese.years import SchoolYear


__all__ = [
    "CITY_NAMES",
    "DocumentNumber",
    "InvalidDate",
    "InvalidDocumentNumber",
    "InvalidPhone",
    "InvalidSchoolYear",
    "Phone",
    "SchoolYear",
    "VietnameseError",
    "domain_kind",
    "email_kind",
    "fold",
    "format_date",
    "is_vietnamese_phone",
    "normalize",
    "normalize_phone",
    "parse_date",
    "slug",
    "sort_key",
]
