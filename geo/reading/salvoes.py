"""What was fired and what was shot down of it: two incidents that share a day, an origin and the people hit."""

from collections.abc import Sequence

from .coreference import same_site
from .draft import Draft

__all__ = ["pass_on"]

_SALVOES = frozenset({"rocket_fire", "drone_strike", "shelling", "airstrike"})


def pass_on(drafts: Sequence[Draft], draft: Draft) -> None:
    """Bring an interception together with the salvo it was of: day and origin come from it, people hit go to it.

    Parameters
    ----------
    drafts
        The incidents told before.
    draft
        The interception.
    """
    salvoes = [d for d in drafts if d.kind in _SALVOES and d.scope == "event"]
    here = [d for d in salvoes if d.site is not None and draft.site is not None and same_site(d.site, draft.site)]
    near = [d for d in salvoes if d.latest == draft.sentence]
    salvo = next(reversed(here or near), None)
    if salvo is None:
        return
    draft.origin = draft.origin or salvo.origin
    if not draft.period_stated:
        draft.period = salvo.period
    if salvo in near:
        salvo.tolls += draft.tolls
        draft.tolls = []
