"""Vocabularies that do not come from the regulation catalogue: grades, subjects, roles, kinds.

Tokens are stored and never change; titles are messages. What a row or field already holds stays
valid when the school changes its levels.
"""

from hcmedu.portal import _
from hcmedu.portal.content.vocabularies import factory
from hcmedu.portal.content.vocabularies import Pair
from hcmedu.portal.content.vocabularies import school_levels
from hcmedu.portal.content.vocabularies import vocabulary
from typing import Any
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleVocabulary


def _grade(number: int) -> Pair:
    return str(number), _("Grade ${number}", mapping={"number": str(number)})


KINDERGARTEN: tuple[Pair, ...] = (
    ("nha-tre", _("Nursery (under 3 years)")),
    ("mam", _("Kindergarten, 3–4 years")),
    ("choi", _("Kindergarten, 4–5 years")),
    ("la", _("Kindergarten, 5–6 years")),
)
LITERACY: Pair = ("xoa-mu-chu", _("Literacy classes"))
#: Grades by token of the school levels (catalogue: ``levels``), in the order of age.
GRADES_BY_LEVEL: dict[str, tuple[Pair, ...]] = {
    "mam-non": KINDERGARTEN,
    "tieu-hoc": tuple(_grade(number) for number in range(1, 6)),
    "thcs": tuple(_grade(number) for number in range(6, 10)),
    "thpt": tuple(_grade(number) for number in range(10, 13)),
    "gdtx": (LITERACY, *(_grade(number) for number in range(6, 13))),
}
ALL_GRADES: dict[str, str] = dict(
    [*KINDERGARTEN, *(_grade(number) for number in range(1, 13)), LITERACY]
)


def grades_of(levels: list[str]) -> list[Pair]:
    """Grades that schools of these levels have, in order; all of them when no level is stated."""
    wanted = {token for level in levels for token, _title in GRADES_BY_LEVEL.get(level, ())}
    return [(token, title) for token, title in ALL_GRADES.items() if not wanted or token in wanted]


def _used_grades(context: Any) -> list[str]:
    rows = getattr(context, "grades", None)
    used = [row.get("grade") for row in rows or () if isinstance(row, dict)]
    used.append(getattr(context, "grade", None))
    return [token for token in used if isinstance(token, str)]


@provider(IVocabularyFactory)
def grades(context: Any) -> SimpleVocabulary:
    """Vocabulary ``hcmedu.grades``: those of the school's levels, and those already used here."""
    terms = dict(grades_of(school_levels(context)))
    for token in _used_grades(context):
        terms.setdefault(token, ALL_GRADES.get(token, token))
    return vocabulary(terms.items())


#: Thông tư 36/2017, Biểu mẫu 04, 08, 12; Thông tư 09/2024, Điều 8.
STAFF_ROLES: tuple[Pair, ...] = (
    ("hieu-truong", _("Principal")),
    ("pho-hieu-truong", _("Vice principals")),
    ("giao-vien", _("Teachers")),
    ("tong-phu-trach-doi", _("Youth union leaders")),
    ("van-thu", _("Clerks")),
    ("ke-toan", _("Accountants")),
    ("thu-quy", _("Cashiers")),
    ("y-te", _("Medical staff")),
    ("thu-vien", _("Librarians")),
    ("thiet-bi", _("Laboratory and equipment staff")),
    ("cong-nghe-thong-tin", _("Information technology staff")),
    ("ho-tro-khuyet-tat", _("Support of pupils with disabilities")),
    ("cap-duong", _("Kitchen staff")),
    ("bao-ve", _("Guards")),
    ("phuc-vu", _("Service staff")),
    ("nhan-vien-khac", _("Other employees")),
)
QUALIFICATIONS: tuple[Pair, ...] = (
    ("tien-si", _("Doctorate")),
    ("thac-si", _("Master's degree")),
    ("dai-hoc", _("University degree")),
    ("cao-dang", _("College degree")),
    ("trung-cap", _("Intermediate diploma")),
    ("khac", _("Other or no degree")),
)
ROOM_KINDS: tuple[Pair, ...] = (
    ("phong-hoc", _("Classrooms")),
    ("phong-bo-mon", _("Subject rooms")),
    ("phong-tin-hoc", _("Computer rooms")),
    ("phong-ngoai-ngu", _("Language rooms")),
    ("phong-thi-nghiem", _("Laboratories")),
    ("phong-nghe-thuat", _("Music and art rooms")),
    ("thu-vien", _("Library")),
    ("phong-thiet-bi", _("Equipment rooms")),
    ("nha-da-nang", _("Multi-purpose hall")),
    ("san-choi", _("Playground and sports ground")),
    ("hoi-truong", _("Assembly hall")),
    ("hieu-bo", _("Offices")),
    ("phong-y-te", _("Medical room")),
    ("nha-an-bep", _("Kitchen and dining room")),
    ("phong-ngu", _("Sleeping rooms")),
    ("nha-ve-sinh", _("Toilets")),
    ("nha-xe", _("Bicycle and motorbike park")),
    ("khac", _("Other rooms")),
)
COPY_KINDS: tuple[Pair, ...] = (
    ("ban-chinh", _("Original")),
    ("ban-sao", _("Plain copy")),
    ("ban-sao-chung-thuc", _("Certified copy")),
    ("doi-chieu", _("Copy, with the original to compare")),
    ("theo-mau", _("Filled-in form")),
    ("ban-dien-tu", _("Electronic copy")),
)
#: The terms of Nghị định 42/2022/NĐ-CP.
ONLINE_LEVELS: tuple[Pair, ...] = (
    ("full", _("Fully online public service")),
    ("partial", _("Partly online public service")),
    ("info", _("Information only")),
)
STAFF_UNITS: tuple[Pair, ...] = (
    ("ban-giam-hieu", _("School board")),
    ("van-phong", _("Office")),
    ("to-chuyen-mon", _("Subject groups")),
    ("to-bao-ve", _("Guard group")),
    ("doan-the", _("Unions and associations")),
)
RESOURCE_KINDS: tuple[Pair, ...] = (
    ("lesson-plan", _("Lesson plan")),
    ("lecture", _("E-learning lecture")),
    ("ebook", _("E-book")),
    ("software", _("Software")),
)
TERMS: tuple[Pair, ...] = (
    ("1", _("Term I")),
    ("2", _("Term II")),
    ("year", _("Whole year")),
    ("summer", _("Summer")),
)
SCHEDULE_KINDS: tuple[Pair, ...] = (
    ("timetable", _("Timetable")),
    ("menu", _("School menu")),
    ("weekly", _("Weekly work schedule")),
)
#: Subjects of the general-education programme, fields of development of the kindergarten one.
SUBJECTS: tuple[Pair, ...] = (
    ("tieng-viet", _("Vietnamese")),
    ("ngu-van", _("Literature")),
    ("toan", _("Mathematics")),
    ("tieng-anh", _("English")),
    ("ngoai-ngu-khac", _("Other foreign language")),
    ("tieng-dan-toc", _("Minority language")),
    ("dao-duc", _("Ethics")),
    ("gdcd", _("Civic education")),
    ("gdkt-pl", _("Economic and legal education")),
    ("tu-nhien-xa-hoi", _("Nature and society")),
    ("khoa-hoc", _("Science")),
    ("khoa-hoc-tu-nhien", _("Natural sciences")),
    ("vat-li", _("Physics")),
    ("hoa-hoc", _("Chemistry")),
    ("sinh-hoc", _("Biology")),
    ("lich-su-dia-li", _("History and geography")),
    ("lich-su", _("History")),
    ("dia-li", _("Geography")),
    ("tin-hoc", _("Informatics")),
    ("cong-nghe", _("Technology")),
    ("am-nhac", _("Music")),
    ("mi-thuat", _("Fine arts")),
    ("gdtc", _("Physical education")),
    ("gdqp-an", _("Defence and security education")),
    ("hoat-dong-trai-nghiem", _("Experiential activities, career guidance")),
    ("gd-dia-phuong", _("Local education")),
    ("ki-nang-song", _("Life skills")),
    ("stem", _("STEM")),
    ("phat-trien-the-chat", _("Physical development (kindergarten)")),
    ("phat-trien-nhan-thuc", _("Cognitive development (kindergarten)")),
    ("phat-trien-ngon-ngu", _("Language development (kindergarten)")),
    ("phat-trien-tinh-cam", _("Emotional and social development (kindergarten)")),
    ("phat-trien-tham-mi", _("Aesthetic development (kindergarten)")),
    ("khac", _("Other subject")),
)

staff_units = factory("unit", lambda context: STAFF_UNITS)
resource_kinds = factory("resource_kind", lambda context: RESOURCE_KINDS)
subjects = factory("school_subject", lambda context: SUBJECTS)
terms = factory("term", lambda context: TERMS)
schedule_kinds = factory("schedule_kind", lambda context: SCHEDULE_KINDS)
online_levels = factory("online_level", lambda context: ONLINE_LEVELS)
staff_roles = factory("staff_role", lambda context: STAFF_ROLES)
qualifications = factory("qualification", lambda context: QUALIFICATIONS)
room_kinds = factory("room_kind", lambda context: ROOM_KINDS)
copy_kinds = factory("copy_kind", lambda context: COPY_KINDS)
