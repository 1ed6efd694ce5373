"""The rules of the house hold for the program, and every one of them notices when it is broken."""

from __future__ import annotations

import pytest

from architecture import ROOT, Module, read_modules
from house_rules import FUNCTION_LINES, MODULE_LINES, RULES, exemptions_have_reasons, house_faults

BROKEN = {
    "no_print": "print('done')",
    "no_assert": "def f(x):\n    assert x",
    "no_broad_except": "try:\n    f()\nexcept Exception:\n    pass",
    "exemptions_have_reasons": "x = f()  # noqa: S603",
    "modules_stay_short": "\n" * (MODULE_LINES + 1),
    "functions_stay_short": "def f():\n" + "    g()\n" * FUNCTION_LINES,
    "sql_stays_in_store": "rows = database.execute('SELECT slug FROM document')",
}


def faults(source: str, name: str = "concord.answers.search") -> list[str]:
    return house_faults(Module(name, f"src/{name.replace('.', '/')}.py", source))


@pytest.mark.parametrize("module", read_modules(), ids=lambda module: module.name)
def test_the_program_keeps_to_the_rules(module):
    assert house_faults(module) == []


def test_exemptions_in_the_tests_give_their_reasons_too():
    modules = read_modules(ROOT / "tests")
    assert [fault for module in modules for fault in exemptions_have_reasons(module)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_finds_what_breaks_it(rule):
    module = Module("concord.answers.search", "src/concord/answers/search.py", BROKEN[rule.__name__])
    assert len(list(rule(module))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    f()\nexcept:\n    pass",
        "try:\n    f()\nexcept BaseException:\n    raise",
        "try:\n    f()\nexcept (OSError, Exception) as error:\n    raise",
    ],
)
def test_everything_is_not_caught_under_another_name_either(source):
    assert len(faults(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "x = f()  # type: ignore",
        "x = f()  # type: ignore[arg-type]",
        "x = f()  # noqa",
        "x = f()  # noqa: S603, S607 –",
        "x = f()  # type: ignore[arg-type]  # noqa: S603",
    ],
)
def test_an_exemption_without_a_reason_is_a_fault(source):
    assert len(faults(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "x = f()  # type: ignore[arg-type]  # the stub is wrong",
        "x = f()  # noqa: S603, S607 – fixed words, no shell",
        "x = '# noqa'",
    ],
)
def test_an_exemption_with_a_reason_is_none(source):
    assert faults(source) == []


def test_the_fault_says_where_and_what_to_do():
    assert faults("\n\nprint(1)") == [
        "src/concord/answers/search.py:3: print is called; return the text, or write it in cli"
    ]


def test_a_method_is_as_long_as_a_function_may_be():
    source = "class C:\n    async def f(self):\n" + "        g()\n" * FUNCTION_LINES
    assert len(faults(source)) == 1


def test_sql_in_the_store_is_in_its_place():
    assert faults("rows = 'SELECT slug FROM document'", "concord.store.read") == []


def test_a_word_of_sql_in_a_sentence_is_none():
    assert faults("do = 'Select a topic with care'") == []
