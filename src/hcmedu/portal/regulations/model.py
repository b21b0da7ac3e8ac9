"""The types of the regulation catalogue: frozen, plain, without any knowledge of YAML or Plone."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from enum import StrEnum


class Obligation(StrEnum):
    """How strictly a section is demanded."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"


class Display(StrEnum):
    """How a section shows what is in it; each value has one view in `browser`."""

    ALBUM = "album"
    ARTICLE = "article"
    ARTICLES = "articles"
    AUDIO = "audio"
    BOARD = "board"
    CONSULTATION = "consultation"
    CONTACT = "contact"
    DIRECTORY = "directory"
    DISCLOSURE_TABLE = "disclosure_table"
    DOCUMENT_SEARCH = "document_search"
    DOCUMENT_TABLE = "document_table"
    FORM = "form"
    LINKS = "links"
    LOOKUP = "lookup"
    PRESS = "press"
    PROCEDURES = "procedures"
    REGISTER = "register"
    RESOURCES = "resources"
    SCHEDULE = "schedule"
    STATISTICS = "statistics"
    TICKER = "ticker"
    VIDEO = "video"


class CheckKind(StrEnum):
    """What a check looks at; the parameters of each kind stand in `checks.PARAMETERS`."""

    BOARD_FOUNDED = "board_founded"
    DISCLOSURE_FORMS_PRESENT = "disclosure_forms_present"
    DOCUMENTS_PRESENT = "documents_present"
    DOMAIN_PATTERN = "domain_pattern"
    EMAIL_OFFICIAL = "email_official"
    FEEDS_WORKING = "feeds_working"
    FIELDS_FILLED = "fields_filled"
    FRESHNESS = "freshness"
    KEPT_FOR = "kept_for"
    LENGTH = "length"
    LINKS_ALIVE = "links_alive"
    LINKS_PRESENT = "links_present"
    MINIMUM_NUMBER = "minimum_number"
    NOT_EMPTY = "not_empty"
    NOTHING_EXPIRED = "nothing_expired"
    ON_HOME_PAGE = "on_home_page"
    PICTURE_PRESENT = "picture_present"
    PROCEDURES_PRESENT = "procedures_present"
    PROFILE_FIELD = "profile_field"
    TOPICS_COVERED = "topics_covered"
    VALUES_PRESENT = "values_present"
    VIEWABLE_IN_PLACE = "viewable_in_place"
    WEEKLY_DEADLINE = "weekly_deadline"
    WITHIN_WORKING_DAYS = "within_working_days"
    YEARLY_DEADLINE = "yearly_deadline"
    YEARS_COVERED = "years_covered"


@dataclass(frozen=True)
class Citation:
    """Where a demand stands: the id of a regulation and the place in it (`III.3`, `Điều 4`)."""

    regulation: str
    place: str

    def __str__(self) -> str:
        return f"{self.regulation} {self.place}"


@dataclass(frozen=True)
class Regulation:
    """A document that demands something of a portal, or that such a document rests on.

    Dates that the sources do not state are None. `places` lists the places that may be cited;
    empty when the text is not at hand.
    """

    id: str
    title: str
    issuer: str
    number: str | None = None
    form: str | None = None
    issued: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    replaced_by: str | None = None
    places: tuple[str, ...] = ()

    @property
    def begins(self) -> date | None:
        """First day of force: as stated, else the day of issue (an official letter states none)."""
        return self.valid_from or self.issued


@dataclass(frozen=True)
class Term:
    """A row of a small vocabulary: its token and its Vietnamese title."""

    id: str
    title: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Group:
    """A first-level entry of the navigation."""

    id: str
    title: str
    description: str


@dataclass(frozen=True)
class DocumentForm:
    """A form of document (hình thức văn bản); a công văn has no abbreviation (None)."""

    id: str
    title: str
    abbreviation: str | None
    legislative: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Check:
    """One demand that can be checked; `demand` says it in one Vietnamese sentence.

    `id` is stable and unique within its owner. `levels` are the school levels it concerns.
    `params` is read-only; its keys are those of `checks.PARAMETERS[kind]`.
    """

    id: str
    kind: CheckKind
    demand: str
    citations: tuple[Citation, ...]
    levels: tuple[str, ...]
    params: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Section:
    """A place of the portal that the regulations demand, known by its code for ever.

    `levels` lists the school levels it applies to; with `boarding` it applies to any school with
    boarding as well. `group` is the first-level entry, `parent` the code of the section it is in.
    `disclosure_groups`: the only groups that a section of disclosures tells of; empty: all.
    """

    code: str
    id: str
    title: str
    description: str
    group: str
    parent: str | None
    citations: tuple[Citation, ...]
    levels: tuple[str, ...]
    boarding: bool
    obligation: Obligation
    display: Display
    addable_types: tuple[str, ...]
    checks: tuple[Check, ...]
    navigation: bool = True
    disclosure_groups: tuple[str, ...] = ()

    def applies(self, levels: frozenset[str], boarding: bool) -> bool:
        """Whether a school of these levels needs it; no level stated: every school does."""
        return not levels or not levels.isdisjoint(self.levels) or (boarding and self.boarding)


@dataclass(frozen=True)
class Item:
    """A demand that is no section of its own: on the profile, or on all of `sections`."""

    code: str
    title: str
    description: str
    citations: tuple[Citation, ...]
    sections: tuple[str, ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class DisclosureForm:
    """A form, or an article's content, that a circular orders a school to disclose.

    `number` is the circular's own ('Biểu mẫu 05', 'Điều 5'); `kept_years` None: no limit stated.
    """

    id: str
    regulation: str
    number: str
    title: str
    group: str
    levels: tuple[str, ...]
    citations: tuple[Citation, ...]
    kept_years: int | None = None


@dataclass(frozen=True)
class ProcedureKind:
    """A procedure that a regulation names; a Procedure carries the id as its code."""

    id: str
    title: str
    levels: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class LinkTarget:
    """A site that a regulation wants linked; `section` is the code of the section it belongs to."""

    id: str
    title: str
    url: str
    section: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Criterion:
    """A criterion of the yearly assessment (tiêu chí đánh giá) and what belongs to it.

    ``weight`` is its share of the whole, relative to the others. A check belongs to the criterion
    that names its section or item, else to the one that names its kind.
    """

    id: str
    title: str
    weight: int
    citations: tuple[Citation, ...]
    owners: tuple[str, ...] = ()
    kinds: tuple[CheckKind, ...] = ()


class HolidayBasis(StrEnum):
    """How sure a holiday is: fixed by the law, announced, or computed until it is announced."""

    LAW = "law"
    ANNOUNCED = "announced"
    COMPUTED = "computed"


@dataclass(frozen=True)
class Holiday:
    """A day that is no working day, be it a weekday or not (Điều 112 Bộ luật Lao động)."""

    day: date
    title: str
    basis: HolidayBasis
    citations: tuple[Citation, ...]
