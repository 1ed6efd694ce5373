"""Text in, values out: topics, links, search; no files and no database."""
