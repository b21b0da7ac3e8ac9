"""The register and the full-text index at 200 and at 20,000 documents, for tools/bench.py.

Both schools hold real documents of 300 words, drawn from the regulations in Vietnamese by how often
a word stands there. A second, stock index beside ours holds the same texts. What a query should
find is read by ``Reader``, which knows letters only and none of the code that is measured.
"""

from Acquisition import aq_base
from bench_desk import Entry
from bench_desk import told
from bench_sites import add
from bench_sites import ADMIN
from bench_sites import create_school
from bench_sites import get
from bench_sites import switch_caching_off
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from hcmedu.portal.documents.search.install import Extra
from hcmedu.portal.documents.search.install import STOCK_LEXICON
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.instance.database import application
from hcmedu.portal.instance.database import find_site
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.root import find_section
from hcmedu.portal.vietnamese import number_keys
from itertools import pairwise
from pathlib import Path
from plone import api
from plone.namedfile.file import NamedBlobFile
from plone.uuid.interfaces import ATTRIBUTE_NAME
from Products.ZCatalog.ZCatalog import ZCatalog
from Products.ZCTextIndex.ZCTextIndex import ZCTextIndex
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import random
import re
import transaction
import unicodedata


SCHOOLS = {"docs-few": 200, "docs-many": 20_000}
SECTION = "A06"
WORDS = 300
SAVEPOINT_EVERY = 1_000
STOCK_INDEX = "StockText"
WORD = re.compile(r"[^\W\d_]+")
SOURCES = Path(__file__).resolve().parent.parent / "tests" / "documents" / "labelled"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
ISSUERS = [f"Đơn vị số {number}" for number in range(40)]
FIRST_DAY = date(2016, 1, 1)


# What is put there --------------------------------------------------------------------------


def vocabulary() -> Counter[str]:
    """Words of the labelled documents, with how often each stands there."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(SOURCES.rglob("*.txt")))
    composed = (unicodedata.normalize("NFC", text) for text in texts)
    return Counter(word for text in composed for word in WORD.findall(text))


class Writer:
    """The texts of the documents; the same in each run."""

    def __init__(self) -> None:
        self.draw = random.Random(4210)
        counts = vocabulary()
        if len(counts) < 500:
            raise RuntimeError("Too few words to write documents of")
        self.words, self.weights = list(counts), list(counts.values())

    def text(self, words: int = WORDS) -> str:
        return " ".join(self.draw.choices(self.words, self.weights, k=words))

    def values(self, number: int) -> dict[str, Any]:
        """The fields of a document."""
        forms = list(catalogue().document_forms)
        day = FIRST_DAY + timedelta(days=self.draw.randrange(3600))
        return {
            "number": f"{number + 1}/{self.draw.choice(('QĐ', 'TB', 'KH', 'CV'))}-THCS",
            "document_form": self.draw.choice(forms),
            "issuer": self.draw.choice(ISSUERS),
            "issue_date": day,
            "abstract": self.text(15),
        }


def make_registers() -> dict[str, list[str]]:
    """Create and fill both schools; the full text of each document by school."""
    texts = {}
    for site_id, total in SCHOOLS.items():
        create_school(site_id)
        with application(ADMIN) as app, api.env.adopt_roles(["Manager", "Reviewer"]):
            site = find_site(app, site_id)
            settings(site).self_approval = True
            switch_caching_off()
            texts[site_id] = fill(site, total)
            transaction.commit()
    return texts


def fill(site: Any, total: int) -> list[str]:
    catalog = api.portal.get_tool("portal_catalog")
    extra = Extra(STOCK_LEXICON)
    stock = ZCTextIndex(STOCK_INDEX, extra, catalog, field_name=STOCK_INDEX)
    catalog.addIndex(STOCK_INDEX, stock)
    writer = Writer()
    first = published(find_section(site, SECTION), writer.values(0))
    known = dict(told(first, catalog))
    texts = []
    for number in range(total):
        texts.append(twin(first, known, writer, number, catalog))
        if number % SAVEPOINT_EVERY == 0:
            transaction.savepoint(optimistic=True)
    return texts


def published(section: Any, values: dict[str, Any]) -> Any:
    """The document whose twins the others are; its place in the catalog is theirs."""
    file = NamedBlobFile(data=PDF, filename="van-ban.pdf", contentType="application/pdf")
    return add(section, "OfficialDocument", {"file": file, **values})


def twin(first: Any, known: dict[str, Any], writer: Writer, number: int, catalog: Any) -> str:
    """One more document beside the first; the text under which it is found."""
    section, name, uid = first.__parent__, f"vb-{number:05}", uuid4().hex
    values, body = writer.values(number), writer.text()
    title = f"Văn bản {values['number']}"
    made = aq_base(first).__class__.__new__(aq_base(first).__class__)
    made.__setstate__(
        {**aq_base(first).__getstate__(), **values, "id": name, "title": title, ATTRIBUTE_NAME: uid}
    )
    section._setOb(name, made)
    section.getOrdering().notifyAdded(name)
    text = f"{title} {values['abstract']} {body}"
    path = (*section.getPhysicalPath(), name)
    own = {
        **known,
        **values,
        "UID": uid,
        "getId": name,
        "id": name,
        "Title": title,
        "Description": values["abstract"],
        "document_number": values["number"],
        "document_numbers": number_keys(values["number"]),
        "force_begins": values["issue_date"],
        "SearchableText": text,
        STOCK_INDEX: text,
    }
    catalog._catalog.catalogObject(Entry(own, path), "/".join(path))
    return text


# Pages --------------------------------------------------------------------------------------


#: What people ask: nothing, a page further on, common and rare words, facets, numbers.
QUESTIONS = (
    {},
    {"b_start:int": "100"},
    {"text": "học sinh"},
    {"text": "hoc sinh"},
    {"text": "giáo dục đào tạo"},
    {"text": '"giao duc"'},
    {"text": "kế hoạch*"},
    {"text": "150/QĐ"},
    {"number": "15"},
    {"form": "quyet-dinh"},
    {"year": "2020"},
    {"force": "in_force", "sort_on": "issuer"},
    {"text": "công khai", "year": "2019"},
)


def register(site_id: str, question: dict[str, str]) -> str:
    """The page of the section; fails where it shows no document."""
    path = f"/{site_id}/van-ban/van-ban-cap-tren"
    page = get(path, QUERY_STRING=urlencode(question))
    if "hcmedu-column-number" not in page and not question.get("text", question.get("number")):
        raise RuntimeError(f"{site_id} {question}: no document is shown")
    return page


def percentile(samples: list[float], part: float = 0.95) -> float:
    return sorted(samples)[min(len(samples) - 1, int(len(samples) * part))]


# Words --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Question:
    """A query with the name of its family, and what a reader looks for."""

    family: str
    text: str
    words: tuple[str, ...]
    bare: bool = False
    phrase: bool = False
    prefix: bool = False


class Reader:
    """Finds texts as a person would: letter by letter."""

    TONES = "\u0300\u0301\u0303\u0309\u0323"

    def __init__(self, texts: list[str]) -> None:
        self.exact = [[self.spelled(word) for word in self.split(text)] for text in texts]
        self.bare = [[self.plain(word) for word in words] for words in self.exact]
        self.sets = {False: list(map(set, self.exact)), True: list(map(set, self.bare))}

    @staticmethod
    def split(text: str) -> list[str]:
        return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))

    def spelled(self, word: str) -> str:
        """Letters with their own marks, the tone behind them, y for i where both are right."""
        apart = unicodedata.normalize("NFD", word.lower())
        tones = "".join(sign for sign in apart if sign in self.TONES)
        letters = "".join(sign for sign in apart if sign not in self.TONES)
        letters = re.sub(r"^(h|k|l|m|s|t)i$", r"\1y", unicodedata.normalize("NFC", letters))
        letters = re.sub(r"^qui(?=$|ch$|n$|nh$|p$|t$|u$)", "quy", letters)
        return re.sub(r"^0(?=\d$)", "", letters) + tones

    def plain(self, spelled: str) -> str:
        apart = unicodedata.normalize("NFD", spelled.replace("đ", "d"))
        letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
        letters = re.sub(r"^(h|k|l|m|s|t)i$", r"\1y", letters)
        return re.sub(r"^qui(?=$|ch$|n$|nh$|p$|t$|u$)", "quy", letters)

    def find(self, question: Question) -> set[int]:
        wanted = [self.spelled(word) for word in question.words]
        wanted = [self.plain(word) for word in wanted] if question.bare else wanted
        if question.prefix:
            return {
                n
                for n, words in enumerate(self.sets[question.bare])
                if self.begins(words, wanted[0])
            }
        found = {n for n, words in enumerate(self.sets[question.bare]) if words.issuperset(wanted)}
        if not question.phrase:
            return found
        texts = self.bare if question.bare else self.exact
        return {n for n in found if any(list(pair) == wanted for pair in pairwise(texts[n]))}

    @staticmethod
    def begins(words: set[str], start: str) -> bool:
        return any(word.startswith(start) for word in words)


def questions(texts: list[str], of_each: int = 20) -> Iterator[Question]:
    """Queries of each family, out of the texts."""
    draw = random.Random(36)
    reader = Reader([])
    while of_each:
        of_each -= 1
        words = Reader.split(draw.choice(texts))
        at = draw.randrange(len(words) - 1)
        one, two = words[at], words[at + 1]
        if one.isupper() or two.isupper():
            # Of an abbreviation beside a bare word only the abbreviation is taken at its word.
            of_each += 1
            continue
        bare = tuple(reader.plain(reader.spelled(word)) for word in (one, two))
        if is_marked(one):
            yield Question("word", one, (one,))
            yield Question("upper case", one.upper(), (one,))
            yield Question("decomposed", unicodedata.normalize("NFD", one), (one,))
        yield Question("bare word", bare[0], bare[:1], bare=True)
        yield Question("bare words", " ".join(bare), bare, bare=True)
        yield Question("bare phrase", f'"{" ".join(bare)}"', bare, bare=True, phrase=True)
        if is_marked(one) or is_marked(two):
            yield Question("words", f"{one} {two}", (one, two))
            yield Question("phrase", f'"{one} {two}"', (one, two), phrase=True)
        if len(bare[0]) > 2 and bare[0].isalpha():
            yield Question("bare prefix", f"{bare[0][:3]}*", (bare[0][:3],), bare=True, prefix=True)
        for old, new in (("hoà", "hòa"), ("thuỷ", "thủy"), ("kĩ", "kỹ"), ("lí", "lý")):
            yield Question("two spellings", draw.choice((old, new)), (new,))


def is_marked(word: str) -> bool:
    return unicodedata.normalize("NFD", word) != word or "đ" in word.lower()


def numbers_of(catalog: Any) -> dict[int, int]:
    """Record number → number of the text that is its own."""
    names = ((rid, path.rpartition("/")[2]) for path, rid in catalog._catalog.uids.items())
    return {rid: int(name[3:]) for rid, name in names if re.fullmatch(r"vb-\d{5}", name)}


def search(
    site_id: str, texts: list[str], asked: list[Question]
) -> tuple[int, int, int, list[str]]:
    """(found and wanted, found, wanted) over all queries, and those that went wrong."""
    hits = found_all = wanted_all = 0
    wrong = []
    reader = Reader(texts)
    with application(ADMIN) as app:
        find_site(app, site_id)
        catalog = api.portal.get_tool("portal_catalog")
        numbers = numbers_of(catalog)
        for question in asked:
            # Unmerged, the catalog hands out record numbers: 20,000 brains would take longer.
            query = {"SearchableText": question.text, "portal_type": "OfficialDocument"}
            rows = ZCatalog.search(catalog, query, merge=False)
            found = {numbers[rid] for _score, (_one, _same, rid), _fetch in rows if rid in numbers}
            wanted = reader.find(question)
            hits, found_all = hits + len(found & wanted), found_all + len(found)
            wanted_all += len(wanted)
            if found != wanted:
                wrong.append(f"{question.family} {question.text!r}: {len(found)} for {len(wanted)}")
    return hits, found_all, wanted_all, wrong


def index_runs(site_id: str, rounds: int, seconds: Any) -> dict[str, list[float]]:
    """A common word asked of, and one document written into, both indexes in turn."""
    writer, samples = (
        Writer(),
        {"ask ours": [], "ask stock": [], "write ours": [], "write stock": []},
    )
    with application(ADMIN) as app:
        find_site(app, site_id)
        indexes = api.portal.get_tool("portal_catalog")._catalog
        pairs = [
            ("ours", indexes.getIndex("SearchableText")),
            ("stock", indexes.getIndex(STOCK_INDEX)),
        ]
        for number in range(rounds):
            text = writer.text()
            for kind, index in pairs if number % 2 else reversed(pairs):
                samples[f"ask {kind}"].append(seconds(lambda index=index: ask(index)))
                samples[f"write {kind}"].append(
                    seconds(lambda index=index, text=text: write(index, text))
                )
        transaction.abort()
    return samples


def ask(index: Any) -> None:
    if not index._apply_index({index.id: {"query": "và"}})[0]:
        raise RuntimeError("A common word is not found")


def write(index: Any, text: str) -> None:
    """As the catalog does when a document is changed; a number that nothing else has."""
    document = Entry({index.id: text, "SearchableText": text}, ("", "x"))
    index.index_object(2_000_000_000, document)
    index.unindex_object(2_000_000_000)
