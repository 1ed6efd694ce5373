"""The questions: each module answers one kind, from an opened database."""
