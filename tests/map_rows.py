"""Incidents that the tests of the map share."""

import datetime as dt

from geo import Claim, Evidence, Incident, Report

TEXT = (
    "سقط صاروخان على مدينة عسقلان فجر الأربعاء من دون وقوع إصابات، وقالت متحدثة باسم الجيش إنهما أطلقا من قطاع غزة. "
    "وسمع دوي انفجار قرب أسدود."
)
REPORT = Report(
    id="first.txt",
    text=TEXT,
    published=dt.date(2010, 9, 15),
    outlet="نشرة تجريبية",
    title="صاروخان على عسقلان",
    url="https://example.org/first",
)


def evidence(quote: str, field: str, report: str = REPORT.id) -> Evidence:
    """Return the evidence of words of `TEXT`."""
    start = TEXT.index(quote)
    return Evidence(report=report, start=start, end=start + len(quote), quote=quote, field=field)


ASHKELON = Incident(
    id="ashkelon",
    kind="rocket_fire",
    start=dt.date(2010, 9, 15),
    end=dt.date(2010, 9, 15),
    time_of_day="dawn",
    date_precision="day",
    place="عسقلان",
    place_en="Ashkelon",
    country="IL",
    precision="town",
    uncertainty_m=6000,
    place_score=0.96,
    lon=34.571,
    lat=31.669,
    origin="قطاع غزة",
    origin_lon=34.36,
    origin_lat=31.42,
    munitions_min=2,
    munitions_max=2,
    killed_min=0,
    killed_max=0,
    injured_min=0,
    injured_max=0,
    weapon="صاروخان",
    claims=(Claim(report=REPORT.id, start=0, end=3, who="متحدثة باسم الجيش", kind="official"),),
    reports=(REPORT.id,),
    evidence=(
        evidence("سقط صاروخان على مدينة عسقلان", "kind"),
        evidence("عسقلان", "place"),
        evidence("من دون وقوع إصابات", "killed"),
        evidence("قطاع غزة", "origin"),
    ),
    confidence=0.91,
    why="عسقلان مدينة في جنوب إسرائيل.",
)
UNDATED = Incident(
    id="undated",
    kind="explosion",
    place="أسدود",
    place_en="Ashdod",
    precision="near",
    uncertainty_m=9000,
    lon=34.65,
    lat=31.8,
    reports=(REPORT.id,),
    evidence=(evidence("وسمع دوي انفجار قرب أسدود", "kind"),),
)
REGION = Incident(
    id="region",
    kind="airstrike",
    scope="aggregate",
    start=dt.date(2010, 9, 16),
    end=dt.date(2010, 9, 18),
    place="قطاع غزة",
    place_en="Gaza Strip",
    precision="region",
    uncertainty_m=20000,
    lon=34.36,
    lat=31.42,
    killed_min=21,
    casualties={"killed": {"children": (3, 3)}},
    reports=("second.txt",),
)
CLAIMED = Incident(
    id="claimed",
    kind="rocket_fire",
    status="claimed",
    start=dt.date(2010, 9, 20),
    end=dt.date(2010, 9, 20),
    place="تل أبيب",
    place_en="Tel Aviv",
    precision="town",
    uncertainty_m=10000,
    lon=34.78,
    lat=32.08,
    claims=(Claim(report="second.txt", start=0, end=3, who="الجيش", kind="official", stance="denies", killed=(0, 0)),),
    reports=("second.txt",),
)
UNPLACED = Incident(
    id="unplaced",
    kind="shelling",
    start=dt.date(2010, 9, 17),
    end=dt.date(2010, 9, 17),
    killed_min=1,
    killed_max=1,
    reports=("second.txt",),
)
ROWS = (ASHKELON, UNDATED, REGION, CLAIMED, UNPLACED)

HOSTILE = (
    "</script><script>window.owned = 1</script>"
    '"><img src=x onerror="window.owned = 1"> {{ 7919 * 7907 }} {% raw %} {# x #} ${window.owned = 1} `\\'
    " <!--<script> \u2028 \u2029 ]]> javascript:window.owned=1 وكالة \u202e\u2067"
)


def hostile() -> tuple[Incident, Report]:
    """Return an incident and a report with code in every text."""
    words = dict.fromkeys(
        ("place", "place_en", "place_id", "admin", "country", "origin", "origin_id", "weapon", "target", "actor"),
        HOSTILE,
    )
    incident = Incident(
        id=HOSTILE,
        kind="attack",
        start=dt.date(2010, 9, 15),
        end=dt.date(2010, 9, 15),
        precision="region",
        uncertainty_m=20000,
        lon=34.0,
        lat=31.0,
        actor_id=HOSTILE,
        casualties={"killed": {HOSTILE: (1, 2)}},
        claims=(Claim(report=HOSTILE, start=0, end=1, who=HOSTILE),),
        reports=(HOSTILE,),
        evidence=(
            Evidence(report=HOSTILE, start=0, end=len(HOSTILE), quote=HOSTILE, field="kind"),
            Evidence(report=HOSTILE + "2", start=0, end=len(HOSTILE), quote=HOSTILE, field=HOSTILE),
        ),
        why=HOSTILE,
        **words,
    )
    report = Report(id=HOSTILE, text=HOSTILE, outlet=HOSTILE, title=HOSTILE, url="javascript:window.owned=1")
    return incident, report
