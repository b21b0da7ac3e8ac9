"""Opinions on the demo school's topics, taken in and decided on as those of citizens are."""

from datetime import timedelta
from hcmedu.portal.consultations.model import NewOpinion
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.model import Step
from hcmedu.portal.consultations.model import Who
from hcmedu.portal.consultations.register import decide
from hcmedu.portal.consultations.register import take_in
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.content.moments import now
from hcmedu.portal.demo.loading import FILES
from hcmedu.portal.demo.loading import HERE
from hcmedu.portal.submissions.files import checked_file
from typing import Any

import functools
import yaml


@functools.cache
def load() -> dict[str, list[dict[str, Any]]]:
    """Entries by id of their topic."""
    return yaml.safe_load((HERE / "opinions.yaml").read_text(encoding="utf-8"))


def seed(topic: Any, handler: str) -> int:
    """Put in what the file holds for a topic; how many. ``handler``: id of who decided."""
    entries = load().get(topic.getId(), [])
    for number, entry in enumerate(entries):
        put_in(topic, entry, str(number), handler)
    return len(entries)


def put_in(topic: Any, entry: dict[str, Any], nonce: str, handler: str) -> None:
    days, hours = entry["after"]
    sent = min(in_zone(topic.opens) + timedelta(days=days, hours=hours), now())
    new = NewOpinion(
        name=entry["name"],
        contact=entry["contact"],
        who=Who(entry["who"]),
        text=entry["text"].strip(),
        may_show_name=entry.get("may_show_name", False),
    )
    receipt = take_in(topic, new, files(entry), nonce, sent)
    state = State(entry.get("state", State.WAITING))
    if state != State.WAITING:
        step = Step(min(sent + timedelta(hours=5), now()), state, handler, entry.get("note", ""))
        texts = {name: entry[name].strip() for name in ("shown", "answer") if name in entry}
        decide(topic, receipt, step, 0, **texts)


def files(entry: dict[str, Any]) -> list[Any]:
    if "file" not in entry:
        return []
    path = FILES / entry["file"]
    with path.open("rb") as stream:
        return [checked_file(stream, path.name)]
