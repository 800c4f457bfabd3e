"""The clauses of a sentence that belong to one telling of one incident."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .facts import Facts

__all__ = ["Group", "groups"]


@dataclass(slots=True)
class Group:
    """The clauses of a sentence that belong to one telling."""

    anchor: Facts | None
    """The clause whose words tell of an incident; ``None`` where the sentence only adds to what was told."""
    lead: list[Facts] = field(default_factory=list)
    """Clauses of the sentence before the anchor that tell of none."""
    tail: list[Facts] = field(default_factory=list)

    @property
    def all(self) -> list[Facts]:
        """Every clause, the anchor first."""
        return [*([self.anchor] if self.anchor else []), *self.lead, *self.tail]


def groups(sentence: Sequence[Facts]) -> Iterator[Group]:
    """Yield the tellings of a sentence: a clause with an incident takes those after it, the first also those before."""
    lead: list[Facts] = []
    current: Group | None = None
    for each in sentence:
        if each.told:
            if current is not None:
                yield current
            current, lead = Group(each, lead=lead), []
        elif current is None:
            lead.append(each)
        else:
            current.tail.append(each)
    yield current if current is not None else Group(None, lead=lead)
