"""Texts as vectors, for likeness of meaning beyond shared words.

The built-in encoder is latent semantic analysis (Deerwester et al., "Indexing by Latent Semantic Analysis", 1990):
words that stand in the same passages get like vectors. It is fitted on the library's own passages and the
vocabulary's definitions while the database is built, so it needs no download; a text is the weighted sum of its words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from .words import stems

Vectors = npt.NDArray[np.float32]

ENCODERS = ("latent",)
"""Names of the encoders that this version has."""

DIMENSIONS = 160
_OVERSAMPLING = 16
_POWER_ROUNDS = 2


class Encoder(Protocol):
    """Anything that turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """What the database records as the encoder's identity."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector a text, shape (texts, dimensions), of length one, or all zero where nothing is known of its words."""
        ...


@dataclass(frozen=True)
class LatentEncoder:
    """A table of word vectors; a text is the sum of its words' vectors, each weighted by 1 + ln(count)."""

    places: Mapping[str, int]
    """Row of each stem in `table`."""
    table: Vectors
    """Shape (stems, dimensions), each row already weighted by the stem's idf."""

    @property
    def name(self) -> str:
        """`latent` with its dimensions."""
        return f"latent-{self.table.shape[1]}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`."""
        vectors = np.zeros((len(texts), self.table.shape[1]), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._sum(Counter(stems(text)))
        return unit_rows(vectors)

    def _sum(self, bag: Mapping[str, float]) -> Vectors:
        known = [(self.places[word], count) for word, count in bag.items() if word in self.places]
        if not known:
            return np.zeros(self.table.shape[1], dtype=np.float32)
        rows, counts = zip(*known, strict=True)
        weights = 1 + np.log(np.array(counts, dtype=np.float32))
        total: Vectors = weights @ self.table[list(rows)]
        return total


def fit_latent(texts: Sequence[str], *, dimensions: int = DIMENSIONS, seed: int = 0) -> LatentEncoder:
    """The encoder that keeps the `dimensions` strongest directions of the texts' TF-IDF matrix.

    Words of a single text are left out: they have no company to be known by. Where no other words are, nothing is known.
    Halko, Martinsson and Tropp, "Finding Structure with Randomness", 2011, for the decomposition; the same texts and
    seed give the same table on one machine.
    """
    bags = [Counter(stems(text)) for text in texts]
    spread = Counter(word for bag in bags for word in bag)
    kept = sorted(word for word, count in spread.items() if count > 1)
    if not kept:
        return LatentEncoder({}, np.zeros((0, 0), dtype=np.float32))
    places = {word: row for row, word in enumerate(kept)}
    idf = np.array([np.log((1 + len(bags)) / spread[word]) for word in kept], dtype=np.float32)
    matrix = _tf_idf(bags, places, idf)
    directions = _right_singular(matrix, min(dimensions, *matrix.shape), seed)
    return LatentEncoder(places, np.ascontiguousarray(directions.T * idf[:, None], dtype=np.float32))


@dataclass(frozen=True)
class _Sparse:
    """A matrix of few values: a product with it takes a hundredth of what a dense one takes."""

    rows: npt.NDArray[np.intp]
    columns: npt.NDArray[np.intp]
    values: Vectors
    shape: tuple[int, int]

    def times(self, dense: Vectors) -> Vectors:
        """The product with a dense matrix, shape (rows of this, columns of that)."""
        product = np.zeros((self.shape[0], dense.shape[1]), dtype=np.float32)
        if len(self.rows):
            order = np.argsort(self.rows, kind="stable")
            starts = np.flatnonzero(np.diff(self.rows[order], prepend=-1))
            terms = self.values[order, None] * dense[self.columns[order]]
            product[self.rows[order][starts]] = np.add.reduceat(terms, starts, axis=0)
        return product

    def transposed(self) -> _Sparse:
        """Rows as columns."""
        return _Sparse(self.columns, self.rows, self.values, (self.shape[1], self.shape[0]))


def _tf_idf(bags: Sequence[Counter[str]], places: Mapping[str, int], idf: Vectors) -> _Sparse:
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, bag in enumerate(bags):
        known = {places[word]: count for word, count in bag.items() if word in places}
        weights = (1 + np.log(list(known.values()))) * idf[list(known)]
        length = float(np.linalg.norm(weights)) or 1.0
        rows.extend([row] * len(known))
        columns.extend(known)
        values.extend((weights / length).tolist())
    shape = (len(bags), len(places))
    return _Sparse(np.array(rows, dtype=np.intp), np.array(columns, dtype=np.intp), np.array(values, np.float32), shape)


def _right_singular(matrix: _Sparse, rank: int, seed: int) -> Vectors:
    """The `rank` strongest right singular vectors, shape (rank, columns), with a fixed sign."""
    across = matrix.transposed()
    width = min(rank + _OVERSAMPLING, *matrix.shape)
    sample = np.random.default_rng(seed).standard_normal((matrix.shape[1], width), dtype=np.float32)
    basis = _orthonormal(matrix.times(sample))
    for _ in range(_POWER_ROUNDS):
        basis = _orthonormal(matrix.times(_orthonormal(across.times(basis))))
    right = np.linalg.svd(across.times(basis).T, full_matrices=False)[2][:rank]
    signs = np.sign(right[np.arange(len(right)), np.abs(right).argmax(axis=1)])
    result: Vectors = right * signs[:, None]
    return result


def _orthonormal(columns: Vectors) -> Vectors:
    basis: Vectors = np.linalg.qr(columns)[0]
    return basis


def unit_rows(vectors: Vectors) -> Vectors:
    """The rows scaled to length one; rows of zeros stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32, copy=False)
    return scaled
