"""What the documentation of the API says of its responses is what it gives, key for key."""

from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter
from starlette.testclient import TestClient

from rag.types import Answer
from tests.ui.conftest import HARBOUR_ID
from ui import schemas

QUESTION = "2031年海洋经济有什么安排？"


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("/api/documents", schemas.DocumentSummaries),
        (f"/api/documents/{HARBOUR_ID}", schemas.WholeDocument),
        ("/api/terms", schemas.GlossaryTerms),
        ("/api/terms/蓝色粮仓", schemas.GlossaryTerm),
        ("/api/figures?q=学位", schemas.Figures),
        ("/api/terms/红色粮仓", schemas.Problem),
        ("/api/documents/nothing", schemas.Problem),
    ],
)
def test_what_is_looked_up_is_as_documented(client: TestClient, path: str, model: type[BaseModel]) -> None:
    given = client.get(path).json()
    model.model_validate(given)
    assert set(given) >= {name for name, field in model.model_fields.items() if field.is_required()}


def test_hits_and_answers_are_as_documented(client: TestClient) -> None:
    schemas.SearchHits.model_validate(client.post("/api/search", json={"question": QUESTION}).json())
    given = client.post("/api/ask", json={"question": QUESTION}).json()
    TypeAdapter(Answer).validate_python(given)
    assert list(given) == list(Answer.__dataclass_fields__)


@pytest.mark.parametrize(
    ("one", "more"),
    [
        ({"year": 2031}, {"years": [2031]}),
        ({"place": "临港市"}, {"places": ["临港市"]}),
        ({"document": HARBOUR_ID}, {"documents": [HARBOUR_ID]}),
    ],
)
def test_a_filter_for_one_may_be_written_as_on_the_command_line(one: dict[str, Any], more: dict[str, Any]) -> None:
    limits = [
        schemas.AskRequest.model_validate({"question": QUESTION, "filters": each}).limit() for each in (one, more)
    ]
    assert limits[0] == limits[1]
