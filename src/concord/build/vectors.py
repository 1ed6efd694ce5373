"""Stage: a vector for each principle."""

from __future__ import annotations

from dataclasses import replace

from ..language.encoder import fit_latent
from .report import Progress
from .work import Work


def embed(work: Work, progress: Progress) -> Work:
    """The work with the encoder, fitted on the principles and the vocabulary's definitions, and every vector."""
    with progress.step("Learning which words keep company"):
        passages = work.passages()
        texts = [f"{passage.heading} {passage.text}" for passage in passages]
        topics = [" ".join((t.label, t.definition, *t.phrases, *t.everyday)) for t in work.vocabulary.topics]
        plain = [" ".join((*group.say, *group.means)) for group in work.vocabulary.plain_words]
        encoder = fit_latent([*texts, *topics, *plain])
        vectors = encoder.encode(texts)
    names = (passage.reference for passage in passages)
    return replace(work, encoder=encoder, vectors=dict(zip(names, vectors, strict=True)))
