"""Is each of what the law lists there: units, forms of documents, procedures."""

from collections.abc import Sequence
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.kinds.findings import absent
from hcmedu.portal.compliance.evaluation.kinds.findings import adding
from hcmedu.portal.compliance.evaluation.kinds.findings import counted
from hcmedu.portal.compliance.evaluation.kinds.findings import is_demanded
from hcmedu.portal.compliance.evaluation.kinds.findings import types_of
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Missing


def values_present(case: Case) -> Finding:
    """At least one item of the type has each of the values in the field (289 I.2)."""
    kind, name = str(case.param("portal_type")), str(case.param("field"))
    values = tuple(case.param("values"))
    present = [each for each in values if case.count(types=(kind,), having={name: (each,)})]
    lost = others(values, present)
    missing = Missing("values_absent", {"field": name, "values": lost})
    return wanted(case, values, present, missing, kind, **{name: first(lost)})


def documents_present(case: Case) -> Finding:
    """A document of each form is published (4210 III.5: quyết định, quy chế)."""
    kind, forms = "OfficialDocument", tuple(case.param("forms"))
    having = [{"document_form": (form,)} for form in forms]
    counts = [case.count(types=(kind,), having=each) for each in having]
    present = [form for form, number in zip(forms, counts, strict=True) if number]
    lost = others(forms, present)
    titles = tuple(case.law.document_forms[form].title for form in lost)
    missing = Missing("documents_absent", {"documents": titles})
    return wanted(case, forms, present, missing, kind, document_form=first(lost))


def procedures_present(case: Case) -> Finding:
    """Each of the procedures that the school's levels have is published (2326 1)."""
    levels = case.school.levels
    rows = [case.law.procedures[each] for each in case.param("procedures")]
    ids = [row.id for row in rows if not levels or not levels.isdisjoint(row.levels)]
    present = [fact.values.get("code") for fact in case.items(types=("Procedure",))]
    lost = others(ids, present)
    titles = tuple(case.law.procedures[each].title for each in lost)
    values = {"code": first(lost), "title": first(titles)}
    missing = Missing("procedures_absent", {"procedures": titles})
    return wanted(case, ids, present, missing, "Procedure", **values)


def wanted(
    case: Case,
    values: Sequence[str],
    present: Sequence[object],
    missing: Missing,
    kind: str,
    **prefilled: object,
) -> Finding:
    """The share of what is wanted; nothing is asked of a section that may stay empty and does."""
    if not is_demanded(case) and not case.count(types=types_of(case)):
        return absent(case)
    known = [each for each in present if isinstance(each, str)]
    return counted(case, values, known, missing, adding(case, kind, **prefilled))


def others(wanted: Sequence[str], present: Sequence[object]) -> tuple[str, ...]:
    return tuple(each for each in wanted if each not in present)


def first(values: Sequence[str]) -> str:
    return next(iter(values), "")
