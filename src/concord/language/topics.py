"""Which topics a principle mentions, and which it is about.

A principle *mentions* a topic where one of the topic's phrases stands. It is *about* a topic when heading and text
show that this is its subject; `_weigh` says how that is weighed, and the sentence that shows it is kept as evidence.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..model import Mention, Span, Subject, Topic
from .phrases import PhraseFinder
from .words import sentences, stems

WEIGHTS = (2.77, 0.28, 0.45, 2.48, 2.25)
BIAS = -2.06
"""For a phrase in the heading, one in the first sentence, the share of sentences with one, their number (at most three,
divided by three), and the likeness to the definition: fitted by logistic regression on 60 principles judged by reading
(docs/topics.md)."""
_EXCEPTION = re.compile(r"\b(?:unless|except(?:ing|ions?)?|excluding|exempt\w*|other than|apart from)\b", re.I)
ABOUT = 0.45
"""Weight from which a topic counts as a subject."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of one principle's topics."""

    mentions: tuple[Mention, ...]
    """Places of phrases, heading first, in reading order."""
    subjects: tuple[Subject, ...]
    """What it is about, the weightiest first."""


class TopicFinder:
    """Finds the topics of a vocabulary in texts."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._finder = PhraseFinder(
            ((topic.id, is_look_alike), phrase)
            for topic in topics
            for is_look_alike, phrases in ((False, topic.phrases), (True, topic.look_alikes))
            for phrase in phrases
        )
        self._parents = {topic.id: topic.parent for topic in topics}
        self._profiles = _profiles(topics)

    def find(self, heading: str, text: str) -> Found:
        """Mentions and subjects of a principle, or of any text with a heading."""
        mentions = (*self._mentions("heading", heading), *self._mentions("text", text))
        return Found(mentions, self._subjects(heading, text, mentions))

    def topics_in(self, text: str) -> list[str]:
        """Ids of the topics a short text mentions, each once, in reading order."""
        return list(dict.fromkeys(mention.topic for mention in self._mentions("text", text)))

    def shares_in(self, text: str) -> dict[str, float]:
        """For each topic a short text mentions, the share of the text's telling words in its longest phrase."""
        whole = max(len(stems(text)), 1)
        shares: dict[str, float] = {}
        for mention in self._mentions("text", text):
            share = len(stems(text[mention.span.start : mention.span.end])) / whole
            shares[mention.topic] = max(shares.get(mention.topic, 0.0), min(share, 1.0))
        return shares

    def _mentions(self, part: str, text: str) -> list[Mention]:
        phrases: dict[str, list[Span]] = defaultdict(list)
        look_alikes: dict[str, list[Span]] = defaultdict(list)
        for hit in self._finder.find(text):
            topic, is_look_alike = hit.owner
            (look_alikes if is_look_alike else phrases)[topic].append(hit.span)
        found = [
            Mention(topic, part, span)
            for topic, spans in phrases.items()
            for span in _longest([s for s in spans if not any(s.within(other) for other in look_alikes[topic])])
        ]
        return sorted(found, key=lambda mention: (mention.span, mention.topic))

    def _subjects(self, heading: str, text: str, mentions: Sequence[Mention]) -> tuple[Subject, ...]:
        places = sentences(text)
        words = Counter(stems(heading) + stems(text))
        by_topic: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            if mention.part == "heading" or not _is_excepted(text, mention.span, places):
                by_topic[mention.topic].append(mention)
        subjects = [
            Subject(topic, round(weight, 4), _evidence(own, places))
            for topic, own in by_topic.items()
            if (weight := self._weigh(topic, own, places, words)) >= ABOUT
        ]
        return tuple(sorted(subjects, key=lambda subject: (-subject.weight, subject.topic)))

    def _weigh(self, topic: str, own: Sequence[Mention], places: Sequence[Span], words: Counter[str]) -> float:
        """How much speaks for the topic being the subject, from 0 to 1.

        A phrase in the heading settles most; in the text the number of phrases, where they stand, and the likeness of
        the whole to the topic's definition count.
        """
        in_heading = any(mention.part == "heading" for mention in own)
        hit = [number for number, place in enumerate(places) if _stands_in(own, place)]
        in_first = bool(hit) and hit[0] == 0
        share = len(hit) / max(len(places), 1)
        count = min(sum(mention.part == "text" for mention in own), 3) / 3
        likeness = self._profiles[topic].likeness(words)
        logit = sum(
            weight * value
            for weight, value in zip(WEIGHTS, (in_heading, in_first, share, count, likeness), strict=True)
        )
        return 1 / (1 + math.exp(-logit - BIAS))


@dataclass(frozen=True, slots=True)
class Profile:
    """The words of a topic's label and definition, weighted; a unit vector."""

    weights: Mapping[str, float]
    rarity: Mapping[str, float]

    def likeness(self, words: Counter[str]) -> float:
        """Cosine of the profile and a text's words, from 0 to 1."""
        dot = length = 0.0
        for word, count in words.items():
            weight = (1 + math.log(count)) * self.rarity.get(word, 1.0)
            length += weight * weight
            dot += weight * self.weights.get(word, 0.0)
        return dot / math.sqrt(length) if length else 0.0


def _profiles(topics: Sequence[Topic]) -> dict[str, Profile]:
    bags = {topic.id: Counter(stems(f"{topic.label} {topic.label} {topic.definition}")) for topic in topics}
    spread = Counter(word for bag in bags.values() for word in bag)
    rarity = {word: math.log(1 + len(bags) / count) for word, count in spread.items()}
    return {topic: Profile(_unit(bag, rarity), rarity) for topic, bag in bags.items()}


def _unit(bag: Counter[str], rarity: Mapping[str, float]) -> dict[str, float]:
    weights = {word: (1 + math.log(count)) * rarity[word] for word, count in bag.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()} if length else {}


def _longest(spans: Iterable[Span]) -> list[Span]:
    """Of spans that overlap, the longest; of equally long ones, the first."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start - s.end, s.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept)


def _stands_in(mentions: Sequence[Mention], place: Span) -> bool:
    return any(mention.part == "text" and mention.span.within(place) for mention in mentions)


def _is_excepted(text: str, span: Span, places: Sequence[Span]) -> bool:
    """Whether the span stands behind an "unless" or "except" of its sentence: an exception is no subject."""
    return any(_EXCEPTION.search(text, place.start, span.start) for place in places if span.within(place))


def _evidence(own: Sequence[Mention], places: Sequence[Span]) -> Span | None:
    """The sentence with most mentions, the first of equals."""
    counts = [sum(m.part == "text" and m.span.within(place) for m in own) for place in places]
    best = max(range(len(places)), key=lambda i: (counts[i], -i), default=None)
    return places[best] if best is not None and counts[best] else None
