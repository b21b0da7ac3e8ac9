"""What Vietnam's rules need and no library has: plain functions on text, without Plone."""

from hcmedu.portal.vietnamese.atoms import atoms
from hcmedu.portal.vietnamese.atoms import is_atom
from hcmedu.portal.vietnamese.atoms import spelling
from hcmedu.portal.vietnamese.contact import address_parts
from hcmedu.portal.vietnamese.contact import domain_kind
from hcmedu.portal.vietnamese.contact import email_kind
from hcmedu.portal.vietnamese.contact_data import CITY_NAMES
from hcmedu.portal.vietnamese.dates import format_date
from hcmedu.portal.vietnamese.dates import InvalidDate
from hcmedu.portal.vietnamese.dates import parse_date
from hcmedu.portal.vietnamese.errors import VietnameseError
from hcmedu.portal.vietnamese.excerpts import excerpt
from hcmedu.portal.vietnamese.excerpts import find_hits
from hcmedu.portal.vietnamese.excerpts import highlight
from hcmedu.portal.vietnamese.excerpts import Hit
from hcmedu.portal.vietnamese.excerpts import matches
from hcmedu.portal.vietnamese.excerpts import Piece
from hcmedu.portal.vietnamese.legacy import detect
from hcmedu.portal.vietnamese.legacy import encoding_of_font
from hcmedu.portal.vietnamese.legacy import suggest
from hcmedu.portal.vietnamese.legacy import Suggestion
from hcmedu.portal.vietnamese.legacy import to_unicode
from hcmedu.portal.vietnamese.legacy_words import Encoding
from hcmedu.portal.vietnamese.number_keys import number_key
from hcmedu.portal.vietnamese.number_keys import number_keys
from hcmedu.portal.vietnamese.number_keys import number_rank
from hcmedu.portal.vietnamese.number_keys import numbers_in_text
from hcmedu.portal.vietnamese.numbers import DocumentNumber
from hcmedu.portal.vietnamese.numbers import InvalidDocumentNumber
from hcmedu.portal.vietnamese.phones import InvalidPhone
from hcmedu.portal.vietnamese.phones import is_vietnamese_phone
from hcmedu.portal.vietnamese.phones import normalize_phone
from hcmedu.portal.vietnamese.phones import Phone
from hcmedu.portal.vietnamese.queries import parse_query
from hcmedu.portal.vietnamese.queries import Query
from hcmedu.portal.vietnamese.queries import query_atoms
from hcmedu.portal.vietnamese.queries import Term
from hcmedu.portal.vietnamese.sorting import sort_key
from hcmedu.portal.vietnamese.text import fold
from hcmedu.portal.vietnamese.text import normalize
from hcmedu.portal.vietnamese.text import slug
from hcmedu.portal.vietnamese.years import InvalidSchoolYear
from hcmedu.portal.vietnamese.years import SchoolYear


__all__ = [
    "CITY_NAMES",
    "DocumentNumber",
    "Encoding",
    "Hit",
    "InvalidDate",
    "InvalidDocumentNumber",
    "InvalidPhone",
    "InvalidSchoolYear",
    "Phone",
    "Piece",
    "Query",
    "SchoolYear",
    "Suggestion",
    "Term",
    "VietnameseError",
    "address_parts",
    "atoms",
    "detect",
    "domain_kind",
    "email_kind",
    "encoding_of_font",
    "excerpt",
    "find_hits",
    "fold",
    "format_date",
    "highlight",
    "is_atom",
    "is_vietnamese_phone",
    "matches",
    "normalize",
    "normalize_phone",
    "number_key",
    "number_keys",
    "number_rank",
    "numbers_in_text",
    "parse_date",
    "parse_query",
    "query_atoms",
    "slug",
    "sort_key",
    "spelling",
    "suggest",
    "to_unicode",
]
