"""The command line: a thin skin over building, questions and the server.

`edge` ends errors, `commands` lists `asking`, `making` and `serving`, `options` holds what questions share, `screen`
says where output goes, `showing` writes answers for people.
"""

from .edge import main, run

__all__ = ["main", "run"]
