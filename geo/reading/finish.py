"""From a draft to a row: numbers brought together, evidence gathered, the reason put in a sentence."""

import hashlib
from collections.abc import Iterator

from ..incident import Claim, Evidence, Incident, Span
from ..report import Report
from ..text import Document
from .draft import Draft, Range, Site, Toll, total
from .news import sure

__all__ = ["finish", "signs_of"]


def finish(doc: Document, report: Report, draft: Draft) -> Incident:
    """Return the incident that a draft of a report comes to."""
    killed, injured = total(draft.tolls, "killed"), total(draft.tolls, "injured")
    site, origin, period, munitions = draft.site, draft.origin, draft.period, draft.munitions
    return Incident(
        id=_identifier(report, draft),
        kind=draft.kind,
        status=draft.status,
        scope=draft.scope,
        start=period.start if period else None,
        end=period.end if period else None,
        time_of_day=period.time_of_day if period else None,
        date_precision=period.precision if period and period.start else None,
        place=site.name if site else None,
        place_en=site.place_en if site else None,
        place_id=site.place_id if site else None,
        admin=site.admin if site else None,
        country=site.country if site else None,
        precision=site.precision if site else None,
        uncertainty_m=site.uncertainty_m if site else None,
        place_score=round(site.score, 3) if site and site.place_id else None,
        lon=site.lon if site else None,
        lat=site.lat if site else None,
        origin=origin.name if origin else None,
        origin_id=origin.place_id if origin else None,
        origin_lon=origin.lon if origin else None,
        origin_lat=origin.lat if origin else None,
        munitions_min=munitions[0] if munitions else None,
        munitions_max=munitions[1] if munitions else None,
        killed_min=killed[0] if killed else None,
        killed_max=killed[1] if killed else None,
        injured_min=injured[0] if injured else None,
        injured_max=injured[1] if injured else None,
        casualties=_subsets(draft.tolls),
        weapon=doc.quote(draft.weapon) if draft.weapon else None,
        target=doc.quote(draft.target) if draft.target else None,
        actor=draft.actor.text if draft.actor else None,
        actor_id=draft.actor.id if draft.actor else None,
        claims=tuple(_claims(doc, report, draft)),
        reports=(report.id,),
        evidence=tuple(sorted({*draft.evidence, *_evidence(doc, report, draft)})),
        confidence=_confidence(draft),
        why=_why(draft, killed, injured),
    )


def _identifier(report: Report, draft: Draft) -> str:
    first = min(draft.evidence)
    key = (
        f"{report.id}\n{first.start}\n{first.end}\n{draft.kind}\n{draft.site.name if draft.site else ''}\n{report.text}"
    )
    return hashlib.blake2b(key.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _subsets(tolls: list[Toll]) -> dict[str, dict[str, Range]]:
    found: dict[str, dict[str, Range]] = {}
    for toll in tolls:
        if toll.category is not None:
            found.setdefault(toll.what, {})[toll.category] = (toll.low, toll.high)
    return found


def _claims(doc: Document, report: Report, draft: Draft) -> Iterator[Claim]:
    seen: set[tuple[int, str]] = set()
    for source, _ in draft.sources:
        if not source.who or (source.first, source.who) in seen:
            continue
        seen.add((source.first, source.who))
        own = [toll for toll in draft.tolls if toll.source == source.who]
        yield Claim(
            report=report.id,
            start=source.span.start,
            end=source.span.end,
            who=doc.quote(source.span),
            kind=source.kind,
            stance=source.stance,
            killed=total(own, "killed"),
            injured=total(own, "injured"),
        )


def _evidence(doc: Document, report: Report, draft: Draft) -> Iterator[Evidence]:
    spans: list[tuple[str, Span]] = [(toll.what, doc.span(toll.span.start, toll.span.end)) for toll in draft.tolls]
    if draft.site is not None:
        spans.append(("place", draft.site.span))
    if draft.origin is not None:
        spans.append(("origin", draft.origin.span))
    if draft.period is not None:
        spans.append(("date", doc.span(draft.period.first, draft.period.last)))
    if draft.actor is not None:
        spans.append(("actor", draft.actor.span))
    for field, span in (("weapon", draft.weapon), ("target", draft.target), ("munitions", draft.munitions_span)):
        if span is not None:
            spans.append((field, span))
    for field, span in spans:
        yield Evidence(report=report.id, start=span.start, end=span.end, quote=doc.quote(span), field=field)


def _confidence(draft: Draft) -> float:
    """Return how likely the row is right in kind and place, as rows of the training parts were (`geo.reading.news`)."""
    return round(min(0.97, max(0.05, sure(signs_of(draft)))), 2)


def signs_of(draft: Draft) -> dict[str, float]:
    """Return what speaks for a row: its odds, a place and a day of its own, several accounts, a source."""
    site = draft.site
    return {
        "always": 1.0,
        "odds": draft.odds,
        "place": float(site is not None and site.place_id is not None),
        "own place": float(site is not None and not site.carried),
        "own day": float(draft.period is not None and draft.period_stated),
        "told again": float(min(draft.accounts - 1, 2)),
        "source": float(bool(draft.sources)),
        "claimed": float(draft.status == "claimed"),
    }


def _why(draft: Draft, killed: Range | None, injured: Range | None) -> str:
    told = min(draft.evidence).quote if draft.evidence else ""
    parts = [f"{draft.kind.replace('_', ' ')} read from «{told}»", _why_place(draft.site), _why_time(draft)]
    if draft.accounts > 1:
        parts.append(f"told {draft.accounts} times")
    if killed is not None or injured is not None:
        parts.append("people hit as stated")
    if draft.status == "claimed":
        parts.append("only the side that did it says so")
    return "; ".join(part for part in parts if part) + "."


def _why_place(site: Site | None) -> str:
    if site is None:
        return "no place is named"
    carried = " carried from the words before" if site.carried else ""
    return f"at {site.name}{carried}" + (f" ({site.why.rstrip('.')})" if site.why else "")


def _why_time(draft: Draft) -> str:
    if draft.period is None or draft.period.start is None:
        return "the day is not stated"
    return draft.period.why.rstrip(".") if draft.period_stated else "the day is that of the incident told before"
