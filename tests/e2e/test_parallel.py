"""Many clients at once on the real server: nothing is lost, nobody sees a conflict."""

from concurrent.futures import ThreadPoolExecutor

import csv
import io
import pytest
import requests


CLIENTS, ITEMS = 10, 100
TITLE = "Cùng lúc"
#: Column of the export with the title of the item.
CONTENT = 4
JSON = {"Accept": "application/json"}


class Client:
    """A member of the board at the REST interface; each call is a connection of its own."""

    def __init__(self, school, role):
        account = school.accounts[role]
        self.auth = (account["user"], account["password"])

    def get(self, url, **kwargs):
        return requests.get(url, auth=self.auth, timeout=300, **kwargs)

    def post(self, url, body):
        return requests.post(url, json=body, headers=JSON, auth=self.auth, timeout=300)

    def transition(self, url, name):
        return self.post(f"{url}/@workflow/{name}", {}).status_code


def all_at_once(function, values):
    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(function, values))


@pytest.fixture(scope="module")
def news(school):
    sections = requests.get(f"{school.url}/@sections", headers=JSON, timeout=60).json()["items"]
    return next(item["@id"] for item in sections if item["code"] == "A05.1")


def test_hundred_submissions_and_approvals(school, news):
    editor, head = Client(school, "bien-tap-vien"), Client(school, "truong-ban")

    urls = written(editor, news)
    assert len(set(urls)) == ITEMS
    assert all_at_once(lambda url: editor.transition(url, "submit"), urls) == [200] * ITEMS
    assert all_at_once(lambda url: head.transition(url, "approve"), urls) == [200] * ITEMS
    states = all_at_once(lambda url: head.get(url, headers=JSON).json()["review_state"], urls)
    assert states == ["approved"] * ITEMS
    for action in ("submit", "approve"):
        told = logged(school, head, action)
        assert told == [TITLE] * ITEMS


def written(editor, news):
    """Addresses of as many items as there will be submissions: one, and copies of it."""
    first = editor.post(news, {"@type": "News Item", "title": TITLE})
    assert first.status_code == 201
    sources = [first.json()["@id"]] * (ITEMS - 1)
    copies = editor.post(f"{news}/@copy", {"source": sources})
    assert copies.status_code == 200
    return [first.json()["@id"], *(each["target"] for each in copies.json())]


def logged(school, head, action):
    """Titles of the items of which the log's export tells this action."""
    page = head.get(f"{school.url}/@@hcmedu-trace-csv?text=Cùng lúc&action={action}")
    rows = list(csv.reader(io.StringIO(page.content.decode("utf-8-sig"), newline="")))
    return [row[CONTENT] for row in rows[1:]]
