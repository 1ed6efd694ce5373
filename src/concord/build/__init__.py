"""From library files to a database."""
