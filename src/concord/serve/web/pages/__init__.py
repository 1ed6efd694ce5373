"""One module per kind of page: a request in, an answer out."""
