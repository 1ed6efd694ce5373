"""The one definition of the format of a library file.

    bytes --decoding--> text --parts--> front matter --front_matter, facts--> what is known about the publication
                                        body --body, headings---------------> its principles
    both --document--> a `Document`, or every fault with its line
    many --collection--> a library, with the rules that hold between files

`docs/library-format.md` explains the format to people who write such files.
"""

from concord.library.collection import lint, read_library
from concord.library.document import Parsed, parse_document
from concord.library.headings import ADDRESSEES

__all__ = ["ADDRESSEES", "Parsed", "lint", "parse_document", "read_library"]
