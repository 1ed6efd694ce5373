"""Documents that a question names."""

from __future__ import annotations

import pytest

from concord.answers.named import documents_named


def slugs(found) -> list[str]:
    return [document.slug for document in found]


def test_a_publisher_names_its_documents_the_newest_first(opened):
    found = documents_named(opened, "Northwind")
    assert slugs(found) == ["northwind-ai-principles-2024", "northwind-ai-principles-2019"]


def test_every_word_must_be_in_the_name(opened):
    assert slugs(documents_named(opened, "northwind 2019")) == ["northwind-ai-principles-2019"]
    assert documents_named(opened, "northwind fairness") == ()


def test_a_country_names_its_documents(opened):
    assert slugs(documents_named(opened, "Kenya")) == ["childrens-network-declaration-2021"]


@pytest.mark.parametrize("text", ["", "AI principles", "law", "the", "😀", '"', "\0"])
def test_words_that_stand_in_every_name_name_nothing(opened, text):
    assert documents_named(opened, text) == ()


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("EU AI Act", "eu-ai-act-2024"),
        ("Asilomar", "fli-asilomar-ai-principles-2017"),
        ("Rome Call", "pontifical-academy-rome-call-2020"),
    ],
)
def test_well_known_documents_are_found_by_their_names(real_library, text, document):
    assert document in slugs(documents_named(real_library, text))
