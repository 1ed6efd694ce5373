"""The cross-validation of the links' weights fits what it says, on the features that links are really made of."""

from __future__ import annotations

import cross_validate
import numpy as np
import pytest

from concord.language import linking

IN_USE = np.array([
    linking.WORDS_WEIGHT, linking.TOPICS_WEIGHT, linking.SUBJECTS_WEIGHT, linking.BOTH_WEIGHT, linking.BIAS
])  # fmt: skip


def test_the_features_with_the_weights_in_use_give_the_strengths_of_links(real_library):
    passage = real_library.passage(real_library.entries[0])
    logits = cross_validate.features(real_library, passage) @ IN_USE
    assert 1 / (1 + np.exp(-logits)) == pytest.approx(real_library.linker.strengths(passage), abs=1e-4)


def test_fitting_finds_the_weights_that_grades_were_drawn_with():
    random = np.random.default_rng(0)
    weights = np.array([2.0, -1.0, 0.5, 0.0, -0.5])
    features = np.column_stack((random.standard_normal((20_000, 4)), np.ones(20_000)))
    grades = np.where(random.random(20_000) < 1 / (1 + np.exp(-features @ weights)), 2, 1)
    assert cross_validate.fit([cross_validate.Judged(features, grades)]) == pytest.approx(weights, abs=0.1)


def test_weights_rank_principles_that_they_were_not_fitted_on(real_library):
    gain, good = cross_validate.cross_validated(cross_validate.judged(real_library))
    assert gain.count == good.count == 48
    assert gain.mean > 0.75
    assert good.mean > 0.67
