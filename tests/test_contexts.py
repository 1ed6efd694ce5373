"""Templates use exactly what their contexts declare, no more and no less."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

from concord.serve.web import contexts
from concord.serve.web.rendering import environment

PAGES = [each for each in vars(contexts).values() if isinstance(each, type) and hasattr(each, "template")]


@pytest.fixture(scope="module")
def templates(opened) -> Environment:
    return environment(opened)


def used_names(templates: Environment, name: str) -> set[str]:
    """What a template and those it builds on take from their context."""
    source, _, _ = templates.loader.get_source(templates, name)
    tree = templates.parse(source)
    own = {each.target for each in tree.find_all(nodes.Import)} | {each.name for each in tree.find_all(nodes.Macro)}
    found = meta.find_undeclared_variables(tree) - templates.globals.keys() - own
    for parent in tree.find_all(nodes.Extends):
        found |= used_names(templates, parent.template.value)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_a_template_uses_what_its_context_declares(templates, page):
    declared = {field.name for field in dataclasses.fields(page)}
    assert used_names(templates, page.template) == declared


def test_shared_parts_take_everything_as_arguments(templates):
    assert used_names(templates, "_parts.html") == used_names(templates, "_snippets.html") == set()


def test_every_template_has_a_context(templates):
    shared = {"base.html", "_parts.html", "_snippets.html"}
    assert set(templates.list_templates()) - shared == {page.template for page in PAGES}


def test_contexts_are_frozen():
    assert all(page.__dataclass_params__.frozen for page in PAGES)


def test_no_template_has_script_style_or_addresses_of_its_own():
    folder = Path(contexts.__file__).parent / "templates"
    for path in folder.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path.name
        assert "<style" not in text, path.name
        assert "<script>" not in text, path.name
        assert 'href="/' not in text, path.name
        assert 'action="/' not in text, path.name
