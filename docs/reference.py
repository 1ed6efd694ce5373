"""Writes docs/cli.md from the commands' own help, and docs/api.md from the API's own tables and answers.

`python docs/reference.py` writes both; the examples of api.md are asked of concord.db. With `--check` it writes nothing
and exits with 1 where a file is not what would be written; that needs no database, as examples are left as they stand
(tests hold them to the API).
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from concord import settings
from concord.answers.opened import Library, open_library
from concord.answers.parameters import PARAMETERS
from concord.cli import run
from concord.cli.commands import COMMANDS
from concord.serve.web.api import PARTS, ROUTES, Route

HERE = Path(__file__).parent
MADE = "<!-- made by docs/reference.py; change the program's own help instead -->"

WIDTH = "80"
EXAMPLES = {
    "/documents": "/documents?sector=government&binding=true&limit=1",
    "/documents/{slug}": "/documents/oecd-ai-principles-2024",
    "/documents/{slug}/{anchor}": "/documents/oecd-ai-principles-2024/1-3-transparency-and-explainability",
    "/documents/{slug}/{anchor}/related": "/documents/oecd-ai-principles-2024/1-3-transparency-and-explainability/related?region=Asia&limit=1",
    "/principles": "/principles?topic=children&since=2020&limit=1",
    "/topics": "/topics?limit=1",
    "/topics/{id}": "/topics/children?limit=1",
    "/search": "/search?q=protecting+kids+online&limit=1",
}
"""The example of each address."""

LONGEST_TEXT, LONGEST_LIST = 90, 2
"""What examples are shortened to: characters of a text, items of a list."""

Example = Callable[[str], str]


def cli_manual() -> str:
    """docs/cli.md."""
    parts = ["# The command line", MADE, CLI_INTRODUCTION, _help()]
    for function, _ in COMMANDS:
        parts += [f"## concord {function.__name__}", _help(function.__name__)]
    return "\n\n".join(parts) + "\n"


def _help(*words: str) -> str:
    with redirect_stdout(StringIO()) as shown:
        run([*words, "--help"])
    typed = " ".join(["concord", *words, "--help"])
    return f"```console\n$ {typed}\n{shown.getvalue().strip()}\n```"


CLI_INTRODUCTION = """\
`concord build` makes a database of a library; every other command asks it, serves it, or checks the library's files.

- Every question takes `--json` and then gives exactly what [the API](api.md) gives, and `--db` for another database.
- Answers go to standard output, everything else to standard error. Colours and bars appear on a terminal only, where `NO_COLOR=1` turns colours off; elsewhere, and with `--json`, `concord build` writes a line for each of its parts.
- An error is one line: which thing, what is wrong, what to do. Exit code 2 means wrong use, 1 a failure, 130 that Ctrl-C stopped it. `CONCORD_DEBUG=1` shows the traceback of an error that nobody expected."""


def api_manual(example: Example) -> str:
    """docs/api.md, with what the function gives as the answer of each example."""
    parts = ["# The JSON API", MADE, API_INTRODUCTION, "## Addresses"]
    for route in ROUTES:
        asked = EXAMPLES[route.path]
        parts += [f"### `/api/v1{route.path}`", f"{route.summary}."]
        parts += ["\n".join(_parameter_rows(route))] if route.parts or route.question.parameters else []
        parts += [f"`GET /api/v1{asked}`", f"```json\n{example(asked)}\n```"]
    return "\n\n".join(parts) + "\n"


API_INTRODUCTION = """\
The same answers as the pages, as JSON, for reading only. `/openapi.json` describes every parameter and every field; no key is needed.

- **Lists** are `{"items": [...], "total": n, "next": cursor}`. Ask for the next part with `cursor=` what `next` says; at the end it is `null`.
- **Filters** narrow a list. A filter that may be given again (`kind=law&kind=code`) takes documents of either; different filters must all hold.
- **A parameter that is not known is refused**, with the name that was probably meant: an ignored `orgin=US` would make a false answer.
- **Errors** have the status 400 (asked wrongly), 404 (not there) or 503 (the database cannot be read) and the shape `{"error": {"what", "where", "do"}}`.
- `address` is the page of the thing, from the root of the site; below `/api/v1` the same path gives its JSON.
- **A digest is not the original:** where `text` (of a document) or `text_is` (of a principle) says `digest`, the words are Concord's summary. Cite the publisher's own words from `url`.

Answers below are shortened: `…` ends a cut text, and of long lists the first items are shown."""


def _parameter_rows(route: Route) -> Iterator[str]:
    yield "| parameter | what it is |"
    yield "|---|---|"
    for part in route.parts:
        yield f"| `{part}` (in the address) | {PARTS[part]} |"
    for name in route.question.parameters:
        parameter = PARAMETERS[name]
        choices = f": {', '.join(f'`{choice}`' for choice in parameter.choices)}" if parameter.choices else ""
        again = "; may be given again" if parameter.is_repeatable and route.path != "/documents/{slug}" else ""
        needed = "; required" if parameter.is_required else ""
        yield f"| `{name}` | {parameter.help}{choices}{again}{needed} |"


def answered_by(library: Library) -> Example:
    """Answers of the library, shortened."""

    def example(asked: str) -> str:
        path, _, query = asked.partition("?")
        pattern = {route: re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", route.path) for route in ROUTES}
        route, match = next((r, m) for r, p in pattern.items() if (m := re.fullmatch(p, path)))
        values: dict[str, list[str]] = {}
        for pair in filter(None, query.split("&")):
            name, _, value = pair.partition("=")
            values.setdefault(name, []).append(value.replace("+", " "))
        answer = route.question.json(library, values, *(match[part] for part in route.parts))
        return json.dumps(shortened(answer), ensure_ascii=False, indent=2)

    return example


def shortened(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The value with long texts and lists cut."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT and not value.startswith(("/", "http")):
        return value[:LONGEST_TEXT].rpartition(" ")[0] + " …"
    if isinstance(value, list):
        return [shortened(item) for item in value[:LONGEST_LIST]]
    if isinstance(value, dict):
        return {key: shortened(item) for key, item in value.items()}
    return value


def standing_in(manual: str) -> Example:
    """Answers as the manual has them."""
    found = dict(re.findall(r"`GET /api/v1(\S+)`\n\n```json\n(.*?)\n```", manual, re.S))
    return lambda asked: found.get(asked, "")


def main(words: list[str]) -> int:
    """Write or check both files; the exit code."""
    os.environ["COLUMNS"] = WIDTH
    is_check = words == ["--check"]
    api = HERE / "api.md"
    example = standing_in(_read(api)) if is_check else answered_by(open_library(settings.DEFAULT_DATABASE))
    drifted = [
        file
        for file, text in ((HERE / "cli.md", cli_manual()), (api, api_manual(example)))
        if not _is_written(file, text, is_check=is_check)
    ]
    for file in drifted:
        sys.stderr.write(f"docs/{file.name}: not what the program says now; run python docs/reference.py\n")
    return 1 if drifted else 0


def _is_written(file: Path, text: str, *, is_check: bool) -> bool:
    """Whether the file holds the text, writing it where that is not only asked."""
    if not is_check:
        file.write_text(text, encoding="utf-8")
    return _read(file) == text


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
