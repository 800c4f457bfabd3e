"""Recognisers of place names other than the library's own, which `geo.find_places` may use in its stead."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from gazetteer.errors import MissingExtraError, ServiceError

__all__ = ["CamelRecognizer", "Recognizer", "Tagger"]

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_SENTENCE = re.compile(r"[^\n.!?؟]+[.!?؟]*")


class Recognizer(Protocol):
    """Whatever finds the names of places in a text."""

    def recognise(self, text: str) -> Iterable[tuple[int, int]]:
        """Return where names of places begin and end in a text, as offsets of its characters."""


class Tagger(Protocol):
    """What labels the words of a sentence as ``camel_tools.ner.NERecognizer`` does."""

    def predict_sentence(self, words: list[str]) -> Sequence[str]:
        """Return ``B-LOC``, ``I-LOC`` or another label for each word."""


class CamelRecognizer:
    """The names that the recogniser of camel-tools takes for locations (extra ``camel``).

    Parameters
    ----------
    model
        Name of the model in the catalogue of camel-tools; by default its own choice.
    tagger
        What labels words, if it is loaded already.

    Raises
    ------
    MissingExtraError
        If camel-tools is not installed.
    ServiceError
        If its model is not there.
    """

    def __init__(self, model: str | None = None, *, tagger: Tagger | None = None) -> None:
        self._tagger = tagger or _load(model)

    def recognise(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where names of locations begin and end in a text."""
        for sentence in _SENTENCE.finditer(text):
            words = list(_WORD.finditer(text, sentence.start(), sentence.end()))
            if words:
                labels = self._tagger.predict_sentence([word.group() for word in words])
                yield from _spans(words, labels)


def _spans(words: Sequence[re.Match[str]], labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches that begin with ``B-LOC`` (or ``I-LOC`` out of place) and go on with ``I-LOC``."""
    start = end = -1
    for word, label in zip(words, labels, strict=False):
        if label == "I-LOC" and start >= 0:
            end = word.end()
            continue
        if start >= 0:
            yield start, end
            start = -1
        if label.endswith("-LOC"):
            start, end = word.span()
    if start >= 0:
        yield start, end


def _load(model: str | None) -> Tagger:
    try:
        from camel_tools.ner import NERecognizer  # noqa: PLC0415  an extra, and it loads torch
    except ImportError as error:
        msg = "CamelRecognizer needs camel-tools, which the extra camel installs: pip install 'mawqi[camel]'"
        raise MissingExtraError(msg) from error
    try:
        tagger: Tagger = NERecognizer.pretrained(model)
    except Exception as error:
        named = f"the model {model!r}" if model else "a model"
        msg = f"camel-tools has not {named} for named entities ({error}); get it with: camel_data -i ner-arabert"
        raise ServiceError(msg) from error
    return tagger
