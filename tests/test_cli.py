"""The command line, used as people use it: whole lines for the small library, and one clear line for every bad input."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from concord.answers import questions
from concord.answers.opened import Library
from concord.cli import edge, run
from concord.cli.commands import command

ROOT = Path(__file__).parent.parent
CONCORD = Path(sys.executable).with_name("concord")
LAW = "fair-machines-act-2024"

NO_VOCABULARY = (
    "there is no such file; a vocabulary holds topics.yaml, everyday.yaml, places.yaml, plain-words.yaml;"
    " name the folder that does with --vocabulary"
)
REPLACED = "run `concord build --db {0}` to make it anew"


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    lines: list[str]
    """Of standard output."""
    complaints: list[str]
    """Lines of standard error."""


@pytest.fixture
def concord(database, tmp_path, monkeypatch, capsys):
    """Runs a command in this process, in an empty folder with the small library's database."""
    (tmp_path / "concord.db").symlink_to(database)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def typed(*words: object) -> Done:
        code = run([str(word) for word in words])
        shown = capsys.readouterr()
        return Done(code, shown.out.splitlines(), shown.err.splitlines())

    return typed


def in_its_own_process(*words: object, text: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [CONCORD, *map(str, words)],
        input=text,
        capture_output=True,
        timeout=60,
        env=os.environ | environment,
        check=False,
    )


# Answers for people


def test_documents_are_listed_with_facts_and_slug(concord):
    assert concord("documents", "--binding", "true").lines == [
        "1 document, newest first",
        "",
        "Act on Fair Machines (公平机器法)",
        "  2024-12-01 · National Assembly of Examples, South Korea · Government · Law · binding · 7",
        "  principles",
        "  fair-machines-act-2024",
    ]


def test_a_list_that_is_cut_says_how_to_go_on(concord):
    assert concord("documents", "--limit", 2, "--cursor", 2).lines[-1] == "3 to 4 of 6; go on with --cursor 4"


def test_a_document_is_shown_with_its_principles(concord):
    lines = concord("documents", LAW).lines
    assert lines[:3] == [
        "Act on Fair Machines (公平机器法)",
        "2024-12-01 · National Assembly of Examples, South Korea · Government · Law · binding · 7 principles",
        "Original: https://example.org/assembly/fair-machines-act",
    ]
    assert "  fair-machines-act-2024#article-6" in lines
    assert "Summary by Concord, not the publisher's words." not in lines


def test_a_digest_says_that_it_is_one(concord):
    assert (
        "Summary by Concord, not the publisher's words." in concord("documents", "northwind-ai-principles-2024").lines
    )


def test_where_a_document_speaks_of_a_topic(concord):
    lines = concord("documents", LAW, "--topic", "children").lines
    assert lines[0] == "Fair Machines Act on Children and young people"
    assert "  fair-machines-act-2024#article-5" in lines


def test_a_principle_is_shown_with_its_topics(concord):
    lines = concord("documents", f"{LAW}#article-4").lines
    assert lines[:2] == [
        "Article 4 – Human oversight",
        "in Fair Machines Act · National Assembly of Examples, South Korea · 2024-12-01",
    ]
    assert lines[-1] == "Related: concord related fair-machines-act-2024#article-4"


def test_related_principles_come_with_strength_and_reason(concord):
    lines = concord("related", f"{LAW}#article-4").lines
    text = "\n".join(lines)
    assert "related, the strongest first" in lines[0]
    for part in ("Strong (0.", "Shared terms: ", "Shared topics: ", "This says: ", "That says: "):
        assert part in text


def test_a_text_on_standard_input_is_related_too(database):
    done = in_its_own_process("related", "-", "--db", database, text=b"Children\n\nProtect children from manipulation.")
    assert done.returncode == 0
    assert b"Children" in done.stdout


def test_a_search_shows_what_it_understood_and_ten_hits(concord):
    lines = concord("search", "kids").lines
    assert lines[0].endswith("the best first")
    assert lines[1] == '"kids" also finds: children, child, minors, adolescents, young people'
    assert "  fair-machines-act-2024#article-6" in lines or "  fair-machines-act-2024#article-5" in lines


def test_words_need_no_quotes_around_them(concord):
    assert concord("search", "human", "oversight").lines == concord("search", "human oversight").lines


def test_a_phrase_that_is_nowhere_is_not_called_absent_from_the_originals(concord):
    lines = concord("search", '"no such words anywhere"').lines
    assert lines[0].startswith('"no such words anywhere" is not in our digests; the originals may contain it.')


def test_a_search_that_finds_nothing_shows_topics_and_what_else_to_ask(concord):
    found = json.loads("\n".join(concord("search", '"kids unheard of"', "--json").lines))
    lines = concord("search", '"kids unheard of"').lines
    assert lines[-4:-2] == ["Nothing is found.", f"Ask for less: concord search '{found['looser']}'"]
    shown = " ".join(lines[-2:])
    assert shown.startswith(f"Topics to go on with: {', '.join(found['nearest_topics'])}")
    assert shown.endswith(f"Read one: concord topics {found['nearest_topics'][0]}")


def test_a_search_that_finds_no_word_shows_topics_all_the_same(concord):
    found = json.loads("\n".join(concord("search", "zzzzzz", "--json").lines))
    assert (found["looser"], bool(found["nearest_topics"])) == (None, True)
    assert all(topic in "\n".join(concord("search", "zzzzzz").lines) for topic in found["nearest_topics"])


def test_a_misspelt_search_is_shown_as_the_library_spells_it(concord):
    line = "Spelt as the library spells it: concord search 'environment'"
    assert line in concord("search", "enviroment").lines


def test_a_long_label_of_a_finer_topic_keeps_its_indent(concord, monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    lines = concord("topics").lines
    at = next(number for number, line in enumerate(lines) if line.startswith("  Well-being"))
    assert lines[at + 1].startswith("  and")


def test_topics_are_listed_with_their_coverage(concord):
    lines = concord("topics").lines
    assert lines[0] == "Of 6 documents, so many are about a topic, and so many mention it."
    assert lines[2].split() == ["Topic", "About", "it", "Mention", "it", "Id"]


def test_a_topic_is_shown_with_its_passages(concord):
    lines = concord("topics", "children").lines
    assert lines[0].startswith("Children and young people")
    assert "Passages, binding documents first, then the newest" in lines


def test_lines_fit_the_terminal_and_end_without_spaces(concord, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    lines = concord("documents", "northwind-ai-principles-2024").lines
    assert all(len(line) <= 60 for line in lines if "#" not in line and "http" not in line)
    assert lines == [line.rstrip() for line in lines]


def test_no_colours_where_there_is_no_terminal(concord):
    assert "\x1b" not in "".join(concord("search", "kids").lines)


# Answers for programs


@pytest.mark.parametrize(
    ("words", "question", "values", "path"),
    [
        (["documents"], questions.DOCUMENTS, {}, []),
        (
            ["documents", "--sector", "industry", "--sector", "government", "--sort", "title", "--limit", "2"],
            questions.DOCUMENTS,
            {"sector": ["industry", "government"], "sort": ["title"], "limit": ["2"]},
            [],
        ),
        (["documents", LAW], questions.DOCUMENT, {}, [LAW]),
        (["documents", LAW, "--topic", "fairness"], questions.DOCUMENT, {"topic": ["fairness"]}, [LAW]),
        (["documents", f"{LAW}#article-2"], questions.PRINCIPLE, {}, [LAW, "article-2"]),
        (["related", f"{LAW}#article-2", "--when", "earlier"], questions.RELATED, {"when": ["earlier"]}, [LAW, "article-2"]),
        (["topics"], questions.TOPICS, {}, []),
        (["topics", "fairness", "--limit", "1"], questions.TOPIC, {"limit": ["1"]}, ["fairness"]),
        (["search", "kids", "--words", "--since", "2020"], questions.SEARCH, {"q": ["kids"], "words": ["1"], "since": ["2020"]}, []),
    ],
)  # fmt: skip
def test_json_is_what_the_api_answers(concord, opened: Library, words, question, values, path):
    done = concord(*words, "--json")
    assert done.code == 0
    assert json.loads("\n".join(done.lines)) == question.json(opened, values, *path)


def test_json_of_a_search_keeps_to_the_limit_of_the_api(concord, opened):
    found = json.loads("\n".join(concord("search", "people", "--json").lines))
    assert len(found["items"]) == min(found["total"], 50)


# Building and checking


def test_a_build_says_what_it_made_and_the_second_that_nothing_was_to_do(tmp_path, small_library, vocabulary, concord):
    words = ("build", small_library, "--db", tmp_path / "new.db", "--vocabulary", vocabulary)
    first, second = concord(*words), concord(*words)
    assert first.lines[0].startswith(f"{tmp_path}/new.db: 6 documents, ")
    assert second.lines[0].endswith("; nothing to do.")
    assert (first.code, second.code, second.complaints) == (0, 0, [])


@pytest.mark.parametrize("more", [[], ["--json"]], ids=["for people", "for programs"])
def test_a_build_without_a_terminal_tells_each_of_its_parts_in_a_plain_line(
    tmp_path, small_library, vocabulary, concord, more
):
    done = concord("build", small_library, "--db", tmp_path / "new.db", "--vocabulary", vocabulary, *more)
    assert done.complaints[0] == "Finding topics …"
    assert done.complaints[-1] == "Writing the database …"
    assert all(line.endswith(" …") for line in done.complaints)


def test_a_build_reports_as_json(tmp_path, small_library, vocabulary, concord):
    done = concord("build", small_library, "--db", tmp_path / "new.db", "--vocabulary", vocabulary, "--json")
    report = json.loads("\n".join(done.lines))
    assert (report["documents"], report["is_unchanged"]) == (6, False)


def test_a_failed_build_leaves_the_old_database_as_it_was(tmp_path, small_library, vocabulary, database, concord):
    library, old = tmp_path / "library", tmp_path / "old.db"
    shutil.copytree(small_library, library)
    shutil.copy(database, old)
    before = old.read_bytes()
    broken = library / f"{LAW}.md"
    broken.write_text(broken.read_text(encoding="utf-8").replace("kind: law", "kind: lawe"), encoding="utf-8")
    done = concord("build", library, "--db", old, "--vocabulary", vocabulary)
    assert done.code == 1
    assert done.lines == []
    assert done.complaints == [
        f'{broken}:8: kind "lawe" is not known; did you mean "law"?',
        f"{library}: 1 fault in 1 file; run `concord lint {library}` and mend what it lists",
    ]
    assert old.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"library", "old.db", "concord.db"}


def test_lint_is_content_with_the_small_library(concord, small_library, vocabulary):
    done = concord("lint", small_library, "--vocabulary", vocabulary)
    assert done.lines == [f"6 documents in {small_library}, 0 faults"]


def test_lint_names_the_folders_it_read_and_what_they_hold_together(concord, tmp_path, small_library):
    shutil.copytree(small_library, tmp_path / "one")
    shutil.copytree(small_library, tmp_path / "two")
    slug = "northwind-ai-principles-2024"
    file = tmp_path / "two" / f"{slug}.md"
    file.write_text(file.read_text(encoding="utf-8").replace("text: digest", "text: original"), encoding="utf-8")
    done = concord("lint", "one", "two")
    assert f'two/{slug}.md:1: one/{slug}.md is "{slug}" too, as a digest; ' in "\n".join(done.lines)
    assert done.lines[-1].startswith("12 documents in one, two, ")


def test_lint_names_every_fault_with_its_line(concord, tmp_path, small_library):
    file = tmp_path / f"{LAW}.md"
    text = (small_library / file.name).read_text(encoding="utf-8")
    text = text.replace("kind: law", "kind: lawe").replace("date: 2024-12-01", "date: 2024-13-01")
    file.write_text(text, encoding="utf-8")
    done = concord("lint", file)
    assert done.code == 1
    assert [line.partition(";")[0] for line in done.lines[:-1]] == [
        f'{file}:7: date "2024-13-01" has no such month',
        f'{file}:8: kind "lawe" is not known',
    ]
    assert done.lines[-1] == "1 document, 2 faults"
    found = json.loads("\n".join(concord("lint", file, "--json").lines))
    assert [(item["line"], item["file"]) for item in found["items"]] == [(7, str(file)), (8, str(file))]
    assert (found["total"], found["next"], found["documents"]) == (2, None, 1)


def test_lint_checks_the_vocabulary_where_it_is_named(concord, tmp_path, small_library, vocabulary):
    shutil.copytree(vocabulary, tmp_path / "words")
    places = tmp_path / "words" / "places.yaml"
    places.write_text(places.read_text(encoding="utf-8") + "\n- code: ZZ\n", encoding="utf-8")
    done = concord("lint", small_library, "--vocabulary", tmp_path / "words")
    assert done.code == 1
    assert "the entry lacks name" in done.lines[0]
    assert done.lines[-1] == f"6 documents in {small_library}, 2 faults"


# Wrong use and failures: one line that says which thing, what is wrong, what to do


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["sarch", "kids"], 'concord: there is no command "sarch"; did you mean "search"?'),
        (["--foo"], 'concord: there is no option "--foo"; use one of: --help, --version'),
        (["search"], 'concord search: missing argument \'QUERY\'; see "concord search --help"'),
        (["search", "--limt", "3", "x"], 'concord search: there is no option "--limt"; did you mean "--limit"?'),
        (["topics", "a", "b"], 'concord topics: got unexpected extra argument(s) (b); see "concord topics --help"'),
        (["search", ""], "QUERY: nothing is asked; write the words to look for"),
        (["search", "a" * 10_000], "QUERY: a query of 10,000 characters; shorten it to 1,000 at most"),
        (["documents", "--sort", "evil"], '--sort: "evil" is not known; use one of: newest, oldest, principles, publisher, title'),
        (["documents", "--sort", "titel"], '--sort: "titel" is not known; did you mean "title"?'),
        (["documents", "--origin", "Chinaa"], '--origin: "Chinaa" is not known; did you mean "China"?'),
        (["documents", "--limit", "0"], "--limit: 0 is out of range; ask for 1 to 1000 items"),
        (["documents", "--limit", "many"], '--limit: "many" is no number; ask for 1 to 1000 items'),
        (["documents", "--cursor", "-1"], '--cursor: "-1" is no cursor; use the "next" of an earlier answer'),
        (["documents", "--since", "2020", "--until", "2019"], "--since: 2020 is after 2019; give the earlier year first"),
        (["documents", "--topic", "fairnes"], '--topic: "fairnes" is not known; did you mean "fairness"?'),
        (["documents", LAW, "--topic", "fairnes"], '--topic: there is no topic "fairnes"; did you mean "fairness"?'),
        (["build", "--encoder", "bert"], '--encoder: "bert" is not known; use one of: latent'),
        (["documents", LAW, "--kind", "law"], "--kind: there is no such parameter here; use one of: topic"),
        (["related", LAW], f'REF: "{LAW}" names no principle; write it as document#anchor; "concord documents {LAW}" lists those of a document'),
        (["related", "-", "--when", "later"], "--when: a text has no date to be earlier or later than; leave it out"),
        (["build", "--encoder", "latents"], '--encoder: "latents" is not known; did you mean "latent"?'),
        (["serve", "--port", "65536"], '--port: "65536" is no port; choose one from 0 to 65535'),
        (["serve", "--port", "http"], '--port: "http" is no port; choose one from 0 to 65535'),
        (["serve", "--public-url", "example.org"], '--public-url: "example.org" is no address of a site; write it like https://example.org'),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line_and_2(concord, words, line):
    assert concord(*words) == Done(2, [], [line])


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["documents", "fair-machine-act"], f'documents: there is no document "fair-machine-act"; did you mean "{LAW}"?'),
        (["documents", f"{LAW}#article-22"], f'{LAW}: there is no principle "article-22"; did you mean "article-2"?'),
        (["related", f"{LAW}#article-22"], f'{LAW}: there is no principle "article-22"; did you mean "article-2"?'),
        (["topics", "fairnes"], 'topics: there is no topic "fairnes"; did you mean "fairness"?'),
        (["topics", "--db", "none.db"], f"none.db: there is no such database; {REPLACED.format('none.db')}"),
        (["build", "none"], "none: there is no such folder; give the folder that holds the documents, such as library"),
        (["lint", "none"], "none: there is no such file or folder; give the files to check, or the folder that holds them, such as library"),
        (["build", "--vocabulary", "none"], f"none/topics.yaml: {NO_VOCABULARY}"),
        (["lint", "--vocabulary", "none"], f"none/topics.yaml: {NO_VOCABULARY}"),
        (["build", "concord.db"], "concord.db: this is a file, not a folder; give the folder that holds the documents, such as library"),
        (["lint", "/dev/null"], "/dev/null: this is neither a file nor a folder; give the files to check, or the folder that holds them, such as library"),
    ],
)  # fmt: skip
def test_a_failure_is_one_line_and_1(concord, words, line):
    assert concord(*words) == Done(1, [], [line])


@pytest.mark.parametrize("name", ["build", "lint"])
def test_an_empty_library_folder_is_said(concord, tmp_path, name):
    (tmp_path / "empty").mkdir()
    done = concord(name, "empty")
    assert done.code == 1
    assert done.complaints[0].startswith(
        "empty: the folder holds no document; give the folder that holds the documents"
    )


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda path: path.write_bytes(b"junk"), "not a Concord database (file is not a database); name Concord's own with --db; `concord build` makes concord.db"),
        (lambda path: path.write_bytes(b""), f"damaged or cut short (no such table: meta); {REPLACED.format('spoilt.db')}"),
        (lambda path: path.write_bytes(path.read_bytes()[:-70_000]), f"damaged or cut short (database disk image is malformed); {REPLACED.format('spoilt.db')}"),
        (lambda path: edit(path, "UPDATE meta SET value = '99' WHERE key = 'schema_version'"), f"written by another version of Concord (schema 99, not 1); {REPLACED.format('spoilt.db')}"),
    ],
    ids=["not SQLite", "empty", "cut short", "of another version"],
)  # fmt: skip
def test_a_database_that_cannot_be_used_is_said_with_the_remedy(concord, tmp_path, database, spoil, what):
    path = tmp_path / "spoilt.db"
    shutil.copy(database, path)
    spoil(path)
    done = concord("topics", "--db", "spoilt.db")
    assert done == Done(1, [], [f"spoilt.db: {what}"])


def edit(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as database:
        database.execute(statement)


@pytest.mark.parametrize(
    "query", ['"', "*", "NEAR(", "a AND", "🤖", "隐私", "الخصوصية", "' OR 1=1 --", "\x1b[31m", "--", "%s"]
)
def test_whatever_is_asked_is_answered(concord, query):
    done = concord("search", "--", query)
    assert (done.code, done.complaints) == (0, [])
    assert done.lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"", "standard input: it is empty; hand over a text: concord related - < draft.txt"),
        (b" \n\t\n", "standard input: it is empty; hand over a text: concord related - < draft.txt"),
        (b"fair\xff", "standard input: byte 0xff at position 4 is not UTF-8; hand the text over as UTF-8"),
        (b"fair " * 50_000, "standard input: more than 200,000 characters; hand over a shorter passage"),
    ],
    ids=["empty", "blank", "not UTF-8", "too long"],
)
def test_a_text_that_cannot_be_read_is_wrong_use(database, text, line):
    done = in_its_own_process("related", "-", "--db", database, text=text)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", f"{line}\n")


def test_nothing_asked_shows_the_help(concord):
    done = concord()
    assert done.code == 2
    assert done.lines == concord("--help").lines


def test_what_was_typed_cannot_steer_the_terminal(concord):
    done = concord("topics", "\x1b[31mred\nline")
    assert done.complaints[0].startswith('topics: there is no topic " [31mred line"; ')
    assert len(done.complaints) == 1


def test_every_command_and_option_explains_itself():
    for name, each in command.commands.items():
        assert each.help, name
        for parameter in each.params:
            assert getattr(parameter, "help", ""), f"{name} {parameter.name}"


def test_the_manuals_are_what_the_program_says():
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "reference.py", "--check"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


# The edge


def test_the_version_is_shown():
    assert in_its_own_process("--version").stdout == b"concord 0.1.0\n"


def test_an_unexpected_error_is_one_line_and_the_traceback_is_kept_for_those_who_ask(capsys):
    edge.tell_unexpected(ValueError, ValueError("two\nlines"), None)
    edge.tell_unexpected(MemoryError, MemoryError(), None)
    assert capsys.readouterr().err.splitlines() == [
        "concord: unexpected error, ValueError: two lines; report it with what CONCORD_DEBUG=1 shows",
        "concord: out of memory; close other programs, or ask for less",
    ]


def test_ctrl_c_is_quiet(concord, monkeypatch):
    monkeypatch.setattr("concord.cli.asking.open_library", interrupt)
    assert concord("topics") == Done(130, [], [])


def interrupt(path: Path) -> None:
    raise KeyboardInterrupt


def test_a_reader_that_closes_the_pipe_is_no_error(database):
    typed = f"'{CONCORD}' documents --db '{database}' --json | true"
    done = subprocess.run(["sh", "-c", typed], capture_output=True, timeout=60, check=False)
    assert done.stderr == b""


def test_a_full_disk_is_one_line(database):
    typed = f"'{CONCORD}' documents --db '{database}' > /dev/full"
    done = subprocess.run(["sh", "-c", typed], capture_output=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr == b"output: No space left on device; see that it is there and that you may use it\n"


# The server


def test_the_server_says_where_it_is_last_and_answers_there(database):
    with served("serve", "--db", database, "--port", "0") as (process, address):
        with urllib.request.urlopen(f"{address}/api/v1/documents?limit=1", timeout=60) as answer:
            assert json.load(answer)["total"] == 6
        with urllib.request.urlopen(f"{address}/api/v1/search?q=sesame", timeout=60) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        rest, complaints = process.communicate(timeout=60)
    assert (process.returncode, rest, complaints) == (130, "", "")


class served:  # noqa: N801 - reads as a verb where it is used
    """A server in its own process, and its address."""

    def __init__(self, *words: object) -> None:
        self._words = [CONCORD, *map(str, words)]

    def __enter__(self) -> tuple[subprocess.Popen[str], str]:
        self._process = subprocess.Popen(self._words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self._process.stdout.readline()
        assert line.startswith("Concord is at http://127.0.0.1:"), line or self._process.communicate()[1]
        return self._process, line.split()[-1]

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


def test_a_port_in_use_is_one_line(concord):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = concord("serve", "--port", port)
    assert done == Done(
        1,
        [],
        [f"127.0.0.1:{port}: the port is in use; stop what uses it, or choose another: --port {port % 65535 + 1}"],
    )


def test_an_address_of_another_machine_is_refused(database):
    done = in_its_own_process("serve", "--host", "192.0.2.1", "--db", database)
    line = b"192.0.2.1:8000: this machine has no such address; use --host 127.0.0.1\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", line)
