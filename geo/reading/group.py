"""The clauses of a sentence that belong to one telling of one incident."""

from dataclasses import dataclass, field

from .facts import Facts

__all__ = ["Group"]


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
