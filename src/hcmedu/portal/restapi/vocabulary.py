"""``@@getVocabulary``, ``@@getSource``: no column of the catalog that REST withholds, either."""

from hcmedu.portal.restapi.metadata import WITHHELD
from plone.app.content.browser.vocabulary import SourceView
from plone.app.content.browser.vocabulary import VocabularyView
from typing import Any

import json


ASKED = "attributes"


def allowed(asked: Any) -> Any:
    """The columns as a list, without those; ``key:column`` names one by another key.

    Where none is left it is the title: of brains the stock view can't do without any.
    """
    if not isinstance(asked, str) or not asked:
        return asked
    try:
        found = json.loads(asked)
    except ValueError:
        found = asked.split(",")
    names = found if isinstance(found, list) else [found]
    kept = [each for each in names if str(each).rpartition(":")[2].strip() not in WITHHELD]
    return json.dumps(kept or ["Title"])


class Discreet:
    """Asks the stock view after its form was looked over."""

    request: Any

    def __call__(self) -> str:
        asked = self.request.get(ASKED)  # a cookie may name them, too
        if asked:
            self.request.form[ASKED] = allowed(asked)
        return super().__call__()  # type: ignore[misc]


class Vocabulary(Discreet, VocabularyView):
    pass


class Source(Discreet, SourceView):
    pass
