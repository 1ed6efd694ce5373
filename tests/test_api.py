"""The JSON API: every address, every parameter, every way to fail, and that its description is true."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from statistics import median
from time import perf_counter

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import JSONResponse

from concord.answers import shapes
from concord.answers.opened import Library
from concord.answers.parameters import FILTERS, PARAMETERS
from concord.errors import ConcordError, StoreError
from concord.serve.web.api import ROUTES, router
from json_schema import schema_faults

LAW = "fair-machines-act-2024"
ARTICLE = f"/documents/{LAW}/article-2"
ADDRESSES = (
    "/documents",
    "/documents?sector=government&sort=oldest&limit=1",
    f"/documents/{LAW}",
    "/documents/northwind-ai-principles-2019",
    f"/documents/{LAW}?topic=fairness",
    ARTICLE,
    f"{ARTICLE}/related",
    f"{ARTICLE}/related?when=earlier",
    "/principles",
    "/principles?binding=true&topic=fairness",
    "/topics",
    "/topics/fairness",
    "/search?q=kids",
    "/search?q=%22stop+the+system%22",
    "/search?q=%22no+such+words+anywhere%22",
    "/search?q=fairness&words=1",
)
"""An answer of every shape."""

DOCS = Path(__file__).parent.parent / "docs" / "api.md"


class Client:
    """Asks an application in this process."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def get(self, path: str) -> httpx.Response:
        """The answer to one request."""
        return asyncio.run(self._get(path))

    def json(self, path: str) -> dict:
        """The body of an answer below /api/v1 that must be good."""
        answer = self.get(f"/api/v1{path}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def _get(self, path: str) -> httpx.Response:
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(path)


def app_over(library_of) -> FastAPI:
    app = FastAPI()
    app.include_router(router(library_of), prefix="/api/v1")
    app.add_exception_handler(ConcordError, lambda _, error: JSONResponse(shapes.error(error), error.status))
    return app


@pytest.fixture(scope="module")
def client(opened: Library) -> Client:
    return Client(app_over(lambda: opened))


@pytest.fixture(scope="module")
def description(client: Client) -> dict:
    return client.get("/openapi.json").json()


def operation_of(path: str) -> str:
    """The route that an address belongs to."""
    plain = path.partition("?")[0]
    return next(r.path for r in ROUTES if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", r.path), plain))


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_answer_is_what_the_description_says(client, description, path):
    schema = description["paths"][f"/api/v1{operation_of(path)}"]["get"]["responses"]["200"]["content"]
    assert list(schema_faults(client.json(path), schema["application/json"]["schema"], description)) == []


def test_the_addresses_of_this_test_leave_no_route_out():
    assert {operation_of(path) for path in ADDRESSES} == {route.path for route in ROUTES}


def test_every_parameter_is_described(description):
    for route in ROUTES:
        described = description["paths"][f"/api/v1{route.path}"]["get"]["parameters"]
        assert [each["name"] for each in described] == [*route.parts, *route.question.parameters]
        assert all(each["description"] and each["schema"] for each in described)


def test_every_described_parameter_is_taken(client):
    values = {"q": "fairness", "words": "1", "sort": "title", "when": "later", "limit": "3", "cursor": "0"}
    values |= {"sector": "industry", "origin": "US", "region": "Asia", "kind": "law", "binding": "false"}
    values |= {"topic": "fairness", "since": "2019", "until": "2024"}
    path = {"slug": LAW, "anchor": "article-2", "id": "fairness"}
    for route in ROUTES:
        query = "&".join(f"{name}={values[name]}" for name in route.question.parameters)
        client.json(f"{route.path.format(**path)}?{query}")


def test_a_list_holds_its_items_their_number_and_the_way_on(client):
    assert client.json("/documents?limit=2&sort=title") == {
        "items": client.json("/documents?sort=title")["items"][:2],
        "total": 6,
        "next": "2",
    }


@pytest.mark.parametrize("path", ["/documents", "/principles", f"{ARTICLE}/related", "/topics", "/search?q=fairness"])
def test_the_cursor_reaches_every_item_once(client, path):
    whole = client.json(f"{path}{'&' if '?' in path else '?'}limit=1000")
    found, cursor = [], "0"
    while cursor is not None:
        part = client.json(f"{path}{'&' if '?' in path else '?'}limit=2&cursor={cursor}")
        assert part["total"] == whole["total"]
        found += part["items"]
        cursor = part["next"]
    assert found == whole["items"]
    assert len(found) == whole["total"] > 2


def test_a_topic_s_passages_are_a_list_of_their_own(client):
    passages = client.json("/topics/fairness?limit=1")["passages"]
    assert len(passages["items"]) == 1
    assert passages["next"] == "1"


def test_a_cursor_beyond_the_end_gives_an_empty_part(client):
    assert client.json("/documents?cursor=1000") == {"items": [], "total": 6, "next": None}


def test_values_of_one_filter_widen_and_filters_narrow(client):
    def count(query: str) -> int:
        return client.json(f"/documents?{query}")["total"]

    assert count("sector=industry&sector=government") == count("sector=industry") + count("sector=government")
    assert count("sector=government&binding=true") == 1


def test_a_country_may_be_given_by_its_name(client):
    assert client.json("/documents?origin=south+korea") == client.json("/documents?origin=KR")


def test_capitals_do_not_matter_in_filters(client):
    assert client.json("/documents?origin=kr&kind=LAW")["total"] == 1


def test_empty_parameters_count_as_not_given(client):
    assert client.json("/documents?origin=&since=&limit=&sort=") == client.json("/documents")


def test_related_can_be_narrowed_to_earlier_documents(client):
    everything = client.json(f"{ARTICLE}/related")
    earlier = client.json(f"{ARTICLE}/related?when=earlier")
    assert earlier["items"] == [item for item in everything["items"] if item["date"] < "2024-12-01"]


def test_nothing_is_related_to_its_own_document(client):
    assert LAW not in {item["document"] for item in client.json(f"{ARTICLE}/related")["items"]}


def test_where_a_document_speaks_of_a_topic(client):
    found = client.json(f"/documents/{LAW}?topic=children")
    assert found["document"]["slug"] == LAW
    assert "manipulate children" in found["items"][0]["sentences"][0]


def test_letters_of_other_scripts_are_sent_as_they_are(client):
    assert "第六条 保护儿童" in client.get(f"/api/v1/documents/{LAW}").text


@pytest.mark.parametrize(
    "query", ['"', "*", "NEAR(", "a AND", "🤖", "隐私", "الخصوصية", "kids\0", "' OR 1=1 --", "%%%"]
)
def test_whatever_is_asked_is_answered(client, query):
    answer = client.json(
        f"/search?q={httpx.QueryParams({'q': query})['q'] and str(httpx.QueryParams({'q': query}))[2:]}"
    )
    assert answer["total"] >= len(answer["items"])


@pytest.mark.parametrize(
    ("path", "status", "what", "where", "do"),
    [
        ("/documents?orgin=US", 400, "there is no such parameter here", "orgin", 'did you mean "origin"?'),
        ("/documents?page=-1", 400, "there is no such parameter here", "page", "use one of: binding, cursor, …"),
        (f"{ARTICLE}?q=x", 400, "there is no such parameter here", "q", "leave it out: this question takes no parameters"),
        ("/documents?sort=evil", 400, '"evil" is not known', "sort", "use one of: newest, oldest, principles, publisher, title"),
        ("/documents?sort=newst", 400, '"newst" is not known', "sort", 'did you mean "newest"?'),
        ("/documents?kind=lawe", 400, '"lawe" is not known', "kind", 'did you mean "law"?'),
        ("/documents?origin=Chinaa", 400, '"Chinaa" is not known', "origin", 'did you mean "China"?'),
        ("/documents?since=soon", 400, '"soon" is no year', "since", "write a year such as 2019"),
        ("/documents?since=2024&until=2019", 400, "2024 is after 2019", "since", "give the earlier year first"),
        ("/documents?limit=0", 400, "0 is out of range", "limit", "ask for 1 to 1000 items"),
        ("/documents?limit=-1", 400, "-1 is out of range", "limit", "ask for 1 to 1000 items"),
        ("/documents?limit=1001", 400, "1001 is out of range", "limit", "ask for 1 to 1000 items"),
        ("/documents?limit=ten", 400, '"ten" is no number', "limit", "ask for 1 to 1000 items"),
        ("/documents?cursor=-1", 400, '"-1" is no cursor', "cursor", 'use the "next" of an earlier answer'),
        ("/documents?limit=1&limit=2", 400, "given 2 times", "limit", "give it once"),
        (f"/documents/{LAW}?topic=fairness&topic=privacy", 400, "given 2 times", "topic", "give it once"),
        (f"{ARTICLE}/related?when=soon", 400, '"soon" is not known', "when", "use one of: earlier, later"),
        ("/search", 400, "nothing is asked", "q", "write the words to look for"),
        ("/search?q=%00", 400, "nothing is asked", "q", "write the words to look for"),
        ("/search?q=x&words=maybe", 400, '"maybe" is neither yes nor no', "words", "write 1 or 0"),
        (f"/search?q={'a' * 10_000}", 400, "a query of 10,000 characters", "q", "shorten it to 1,000 at most"),
        ("/documents/fair-machine-act-2024", 404, 'there is no document "fair-machine-act-2024"', "documents", f'did you mean "{LAW}"?'),
        (f"/documents/{LAW}/article-22", 404, 'there is no principle "article-22"', LAW, 'did you mean "article-2"?'),
        (f"/documents/{LAW}/nope/related", 404, 'there is no principle "nope"', LAW, "use one of: …"),
        ("/topics/fairnes", 404, 'there is no topic "fairnes"', "topics", 'did you mean "fairness"?'),
        (f"/documents/{LAW}?topic=fairnes", 404, 'there is no topic "fairnes"', "topics", 'did you mean "fairness"?'),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_says_what_where_and_what_to_do(client, description, path, status, what, where, do):
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == status
    error = answer.json()["error"]
    assert (error["what"], error["where"]) == (what, where)
    assert error["do"] == do or (do.endswith("…") and error["do"].startswith(do[:-1]))
    assert list(schema_faults(answer.json(), {"$ref": "#/components/schemas/Error"}, description)) == []


def test_a_database_that_vanished_is_said_in_the_same_shape():
    def gone() -> Library:
        raise StoreError("there is no such database", where="concord.db", do="build it")

    answer = Client(app_over(gone)).get("/api/v1/documents")
    assert answer.status_code == 503
    assert answer.json() == {"error": {"what": "there is no such database", "where": "concord.db", "do": "build it"}}


def test_every_filter_has_a_facet_s_name():
    assert set(FILTERS) <= PARAMETERS.keys()


def test_answers_on_the_whole_library_are_quick(real_library):
    real_library.warm()
    slug = real_library.documents[0].slug
    anchor = real_library.documents[0].principles[0].anchor
    path = {"slug": slug, "anchor": anchor, "id": "privacy"}
    for route in ROUTES:
        values = {"q": ["explain how a decision was made"]} if "q" in route.question.parameters else {}
        parts = [path[part] for part in route.parts]
        times = []
        for _ in range(9):
            began = perf_counter()
            json.dumps(route.question.json(real_library, values, *parts))
            times.append(perf_counter() - began)
        assert median(times) < 0.05, route.path  # ten times what a quiet machine needs: it catches a slip of order only


def examples() -> list[tuple[str, str]]:
    """Address and answer of each example in docs/api.md."""
    return re.findall(r"`GET /api/v1(\S+)`\n\n```json\n(.*?)\n```", DOCS.read_text(encoding="utf-8"), re.S)


@pytest.mark.parametrize(("path", "shown"), examples())
def test_an_example_of_the_manual_is_what_the_description_says(description, path, shown):
    schema = description["paths"][f"/api/v1{operation_of(path)}"]["get"]["responses"]["200"]["content"]
    assert list(schema_faults(json.loads(shown), schema["application/json"]["schema"], description)) == []


def test_the_manual_has_an_example_of_every_address():
    assert {operation_of(path) for path, _ in examples()} == {route.path for route in ROUTES}


@pytest.mark.parametrize(("path", "shown"), examples())
def test_an_example_of_the_manual_is_answered(real_library, path, shown):
    answer = Client(app_over(lambda: real_library)).json(path)
    assert answer.keys() == json.loads(shown).keys()
