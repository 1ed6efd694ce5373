"""The built-in encoder: what is near to what, and that the same texts give the same vectors."""

from __future__ import annotations

import numpy as np
import pytest

from concord.language.encoder import LatentEncoder, fit_latent, unit_rows
from concord.language.words import stems

TEXTS = [
    "Robots obey people and robots are safe machines.",
    "Machines obey orders; safe robots obey people.",
    "Safe machines and robots serve people.",
    "Privacy protects personal data of customers.",
    "Personal data is kept private for customers.",
    "Customers own their personal data and its privacy.",
]


def likeness(encoder: LatentEncoder, one: str, other: str) -> float:
    first, second = encoder.encode([one, other])
    return float(first @ second)


def test_a_text_gives_a_vector_of_length_one():
    vectors = fit_latent(TEXTS, dimensions=3).encode(TEXTS)
    assert vectors.shape == (6, 3)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(6), abs=1e-5)


def test_words_that_keep_company_are_alike_without_standing_together():
    encoder = fit_latent(TEXTS, dimensions=2)
    assert likeness(encoder, "obey", "machines") > 0.9
    assert likeness(encoder, "obey", "privacy") < 0.3


def test_inflections_of_a_word_are_the_same():
    encoder = fit_latent(TEXTS, dimensions=3)
    assert likeness(encoder, "robots", "robot") == pytest.approx(1)


def test_a_text_of_unknown_words_is_all_zero():
    assert not fit_latent(TEXTS, dimensions=3).encode(["zebra", "", "the of"]).any()


def test_a_word_of_a_single_text_is_left_out():
    assert "order" not in fit_latent(TEXTS, dimensions=3).places


def test_repeating_a_word_counts_less_each_time():
    encoder = fit_latent(TEXTS, dimensions=3)
    once = likeness(encoder, "robots privacy", "robots")
    often = likeness(encoder, "robots robots robots privacy", "robots")
    assert once < often < 1


def test_the_same_texts_give_the_same_table():
    one, other = fit_latent(TEXTS, dimensions=3), fit_latent(TEXTS, dimensions=3)
    assert one.places == other.places
    assert np.array_equal(one.table, other.table)


def test_there_are_no_more_dimensions_than_the_texts_have():
    encoder = fit_latent(TEXTS[:2], dimensions=160)
    assert encoder.table.shape[1] <= 2
    assert encoder.name == f"latent-{encoder.table.shape[1]}"


def test_the_directions_are_the_strongest_of_the_matrix():
    """Against numpy's own decomposition of the dense matrix; only the span counts, signs and mixtures are free."""
    encoder = fit_latent(TEXTS, dimensions=3)
    idf = np.log(7 / np.array([sum(word in set(stems(text)) for text in TEXTS) for word in encoder.places]))
    weights = np.array([[weight(stems(text).count(word)) for word in encoder.places] for text in TEXTS]) * idf
    exact = np.linalg.svd(unit_rows(weights.astype(np.float32)), full_matrices=False)[2][:3]
    found = (encoder.table / idf[:, None]).T
    assert np.abs(np.linalg.det(exact @ found.T)) == pytest.approx(1, abs=1e-3)


def weight(count: int) -> float:
    return 1 + float(np.log(count)) if count else 0.0


def test_no_texts_give_no_vectors():
    assert fit_latent(TEXTS, dimensions=3).encode([]).shape == (0, 3)


@pytest.mark.parametrize("texts", [[], [""], ["one word each", "nothing shared"]])
def test_texts_without_shared_words_give_an_encoder_that_knows_nothing(texts):
    assert not fit_latent(texts).encode(["one word"]).any()


def test_unit_rows_leave_zeros_alone():
    assert unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)).tolist() == [
        pytest.approx([0.6, 0.8]),
        [0.0, 0.0],
    ]
