"""Which results the page shows, and in which order: read from an address, told again in links."""

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import dataclass
from hcmedu.portal.compliance.asked import Asked
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.vietnamese import fold
from typing import Any
from urllib.parse import urlencode


FIELDS = ("view", "status", "criterion", "section", "text")
#: What narrows the list; ``view`` is its order.
NARROWING = FIELDS[1:]
#: Status by which the page finds all that is not met.
OPEN = "open"
OPEN_STATUSES = frozenset({Status.NOT_MET, Status.PARTIAL, Status.TO_ATTEST})
BY_CRITERION = "criteria"
LONGEST = 100


@dataclass(frozen=True)
class Filter:
    """``values``: what was typed or chosen, by field; ``asked``: of which report."""

    values: Mapping[str, str]
    asked: Asked

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    @property
    def is_narrowed(self) -> bool:
        return any(self.values[name] for name in NARROWING)

    def query(self, **changes: str) -> str:
        """The query string of these choices, with ``?``; empty without any."""
        told = {name: value for name, value in self.asked.typed.items() if value}
        changed = {**self.values, **told, **changes}
        wanted = {name: value for name, value in changed.items() if value}
        return f"?{urlencode(wanted)}" if wanted else ""

    def passes(self, result: Result, words: Callable[[Result], str]) -> bool:
        """Whether a result is shown; ``words``: all that is said of it, asked only when needed."""
        return (
            in_status(result.status, self.values["status"])
            and self.values["criterion"] in ("", result.criterion)
            and self.values["section"] in ("", result.owner)
            and (not self.values["text"] or self.has_words(words(result)))
        )

    def has_words(self, said: str) -> bool:
        text = fold(said)
        return all(each in text for each in fold(self.values["text"]).split())


def in_status(status: Status, wanted: str) -> bool:
    return status in OPEN_STATUSES if wanted == OPEN else wanted in ("", status.value)


def read(
    form: Mapping[str, Any], asked: Asked, criteria: Collection[str], sections: Collection[str]
) -> Filter:
    """Never raises; what there is not is not chosen."""
    values = {name: typed(form.get(name)) for name in FIELDS}
    choices: dict[str, Collection[str]] = {
        "view": {BY_CRITERION},
        "status": {OPEN, *(each.value for each in Status)},
        "criterion": criteria,
        "section": sections,
    }
    for name, known in choices.items():
        if values[name] not in known:
            values[name] = ""
    return Filter(values, asked)


def typed(value: object) -> str:
    """Text of a field, without signs that no page can hold."""
    if not isinstance(value, str):
        return ""
    return "".join(sign for sign in value[:LONGEST] if sign.isprintable()).strip()
