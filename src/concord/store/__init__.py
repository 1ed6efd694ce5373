"""The database file: its schema, the one writer and the one reader."""
