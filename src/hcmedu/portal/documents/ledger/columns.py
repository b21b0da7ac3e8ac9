"""Which column of a register is which field, told by its heading."""

from collections.abc import Iterable
from hcmedu.portal.vietnamese import fold

import re


#: Fields of ``OfficialDocument`` that a register may tell; ``symbol`` is the second half of a
#: number that stands in two columns, ``filename`` names the file.
FIELDS = (
    "number",
    "symbol",
    "document_form",
    "issuer",
    "issue_date",
    "abstract",
    "signer",
    "signer_position",
    "in_force_from",
    "in_force_until",
    "legal_bases",
    "replaced_numbers",
    "filename",
)
#: Fields that name several documents.
LISTS = ("legal_bases", "replaced_numbers")
#: Folded headings, first match counts; what comes first is the narrower meaning. A field None
#: means a column that looks like one of ours and is not: sổ văn bản đến has a number of its own.
_HEADINGS: tuple[tuple[str | None, str], ...] = (
    (None, r"stt|tt|so tt|so thu tu|ghi chu|don vi nhan|noi nhan|nguoi nhan|so luong\b.*"),
    (None, r"so to|so trang|so ban|stt so.*|so den va.*"),
    (None, r"(?:so|ngay|ngay thang) (?:den|di|luu|chuyen|vao so|cap nhat|dang)\b.*"),
    (None, r".*\bthay the (?:boi|bang)\b.*"),
    ("replaced_numbers", r"(?:so |cac )?(?:van ban |vb )?(?:bi|duoc) (?:thay the|bai bo)\b.*"),
    ("replaced_numbers", r"thay the(?: (?:cho|so|van ban|vb|cho van ban|cho vb))*"),
    ("legal_bases", r"(?:cac )?(?:van ban |vb )?can cu(?: (?:phap ly|ban hanh|van ban|vb))*"),
    ("filename", r".*\b(?:tep|file)\b.*\b(?:dinh kem|van ban|vb)|.*\bten (?:tep|file)\b.*"),
    ("filename", r".*\b(?:tep tin|tap tin|duong dan)\b.*|tep|file|filename|file name"),
    ("filename", r"attachment|(?:tep |file )?dinh kem|(?:ban )?toan van"),
    ("in_force_until", r".*\b(?:het hieu luc|het han|hieu luc den|ngay het)\b.*"),
    ("in_force_from", r".*\b(?:hieu luc|co hieu luc)\b.*|ap dung tu.*"),
    ("signer_position", r".*\bchuc (?:vu|danh)\b.*"),
    ("signer", r".*\b(?:nguoi ky|ho ten nguoi ky|ky boi|lanh dao ky)\b.*|signer"),
    ("issue_date", r"ngay(?: thang)?(?: nam)?(?: ky| ra)?(?: ban hanh)?(?: (?:van ban|vb))?"),
    ("issue_date", r".*\bngay (?:thang )?(?:ban hanh|ky|van ban|vb|cua van ban)\b.*"),
    ("issue_date", r"date|thoi gian ban hanh"),
    ("issuer", r".*\b(?:co quan|don vi|noi|chu the|tham quyen)\b.*\b(?:ban|phat) hanh\b.*"),
    ("issuer", r"co quan|don vi|tac gia|noi gui|co quan gui|cap ban hanh|issuer|ten co quan.*"),
    ("abstract", r".*\b(?:trich yeu|noi dung|ve viec|tieu de)\b.*|abstract|ten van ban|ten vb"),
    ("document_form", r".*\b(?:loai|hinh thuc)\b.*|ten loai|the loai|form"),
    ("number", r"so(?: va)? ky hieu.*|so hieu.*|so ?vb|so (?:cua )?van ban|so kh|so|number"),
    ("number", r"(?:so )?ky hieu (?:va )?so.*"),
    ("symbol", r"ky hieu(?: (?:van ban|vb))?"),
)
_PATTERNS = tuple((field, re.compile(pattern)) for field, pattern in _HEADINGS)


def field_of(heading: str) -> str | None:
    """The field that a heading names; None when it names none."""
    plain = " ".join(re.findall(r"[a-z0-9]+", fold(heading)))[:120]
    for field, pattern in _PATTERNS:
        if pattern.fullmatch(plain):
            return field
    return None


def recognised(headings: Iterable[str]) -> dict[str, int]:
    """Field → column (from 0) of the first heading that names it."""
    found: dict[str, int] = {}
    for column, heading in enumerate(headings):
        field = field_of(heading)
        if field is not None:
            found.setdefault(field, column)
    return found


def guess_mapping(header: Iterable[str]) -> dict[str, int]:
    """Field → column (from 0); a lone ``Ký hiệu`` is the whole number."""
    found = recognised(header)
    if "symbol" in found and "number" not in found:
        found["number"] = found.pop("symbol")
    return found
