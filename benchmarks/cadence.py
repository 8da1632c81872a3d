"""A simulated year of ten differing sources: adaptive cadence against a fixed interval.

    python benchmarks/cadence.py [--seed N]

Each source publishes at random by a plan of its own (articles a day by kind of day, hours of
day, bursts); the adaptive cadence learns only from what it found. Half of the sources show the
day alone. Both ways send the same number of requests; the delay is from publication to the
next look. The first four weeks, in which nothing is known yet, count too.
"""

import argparse
import bisect
import dataclasses
import datetime as dt
import random
import statistics
from zoneinfo import ZoneInfo

from newsarchive.schedule.adaptive import next_look
from newsarchive.schedule.cadence import DEFAULT_SECONDS
from newsarchive.sources.days import WORKDAYS, day_kind
from newsarchive.sources.rhythm import Appearance, Rhythm, learn_rhythm

ZONE = "Asia/Shanghai"
LOCAL = ZoneInfo(ZONE)
START = dt.datetime(2025, 1, 1, tzinfo=LOCAL)
YEAR = dt.timedelta(days=365)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """Mean articles on workdays and on other days, the hours' weights, articles at one time."""

    name: str
    workday: float
    other: float
    hours: dict[int, float]
    burst: int = 1
    dated_only: bool = False


MEDIA = {hour: 2.0 if hour in (8, 12, 18) else 1.0 for hour in range(6, 23)}
OFFICE = dict.fromkeys((9, 10, 11, 14, 15, 16, 17), 1.0)
PLANS = (
    Plan("county government", 3, 0.4, OFFICE),
    Plan("county notices, day alone", 1.5, 0, OFFICE, dated_only=True),
    Plan("city bureau, two bursts a day", 6, 0, {10: 1, 16: 2}, burst=3, dated_only=True),
    Plan("district media centre", 25, 15, MEDIA),
    Plan("company press desk", 0.5, 0, {10: 1, 14: 1}),
    Plan("small company", 0.1, 0, OFFICE, dated_only=True),
    Plan("repost mirror, by night", 8, 8, {2: 3, 3: 1}, burst=8),
    Plan("tourism office, weekends", 0.3, 3, {8: 1, 9: 2, 19: 1}),
    Plan("police bulletins, round the clock", 4, 4, dict.fromkeys(range(24), 1.0)),
    Plan("enterprise group, evenings", 2, 0.3, {17: 1, 18: 3, 19: 2}, burst=2, dated_only=True),
)  # fmt: skip


def publish(plan: Plan, dice: random.Random) -> list[dt.datetime]:
    """The moments of a year at which a source publishes, in order."""
    moments = []
    for number in range(YEAR.days):
        day = START + number * DAY
        mean = plan.workday if day_kind(day.date(), ZONE) in WORKDAYS else plan.other
        for _ in range(_poisson(mean / plan.burst, dice)):
            hour = dice.choices(list(plan.hours), list(plan.hours.values()))[0]
            at = day + hour * HOUR + dice.random() * HOUR
            moments += [at + dice.random() * dt.timedelta(minutes=5) for _ in range(plan.burst)]
    return sorted(moments)


def _poisson(mean: float, dice: random.Random) -> int:
    count, waited = 0, dice.expovariate(1)
    while waited < mean:
        count, waited = count + 1, waited + dice.expovariate(1)
    return count


def watch(plan: Plan, moments: list[dt.datetime]) -> list[dt.datetime]:
    """The looks of the adaptive cadence, which learns once a day from what it found."""
    looks = [START]
    seen: list[Appearance] = []
    rhythm: Rhythm | None = None
    learned = START
    while looks[-1] < START + YEAR:
        now = looks[-1]
        if now - learned >= DAY:
            rhythm, learned = learn_rhythm(seen, zone=ZONE, now=now), now
        after = now + dt.timedelta(seconds=DEFAULT_SECONDS)
        looks.append(next_look(rhythm, after=now) if rhythm else after)
        found = moments[bisect.bisect_right(moments, now) : bisect.bisect_right(moments, looks[-1])]
        for at in found:
            span = (max(now, at.replace(hour=0, minute=0)), looks[-1])
            seen.append(Appearance(*(span if plan.dated_only else (at, at))))
    return looks


def delays(moments: list[dt.datetime], looks: list[dt.datetime]) -> list[float]:
    """Hours from each publication to the next look."""
    return [(looks[bisect.bisect_left(looks, at)] - at) / HOUR for at in moments if at <= looks[-1]]


def main() -> None:
    """Print delays a source and over all, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=7)
    dice = random.Random(parser.parse_args().seed)  # noqa: S311 - a simulation
    years = [(plan, publish(plan, dice)) for plan in PLANS]
    watched = [watch(plan, moments) for plan, moments in years]
    every = YEAR * len(PLANS) / sum(map(len, watched))
    adaptive_all: list[float] = []
    fixed_all: list[float] = []
    ratios = []
    print(f"{'source':36} {'articles':>8} {'looks':>6} {'adaptive h':>10} {'fixed h':>8}")
    for (plan, moments), looks in zip(years, watched, strict=True):
        fixed = [START + number * every for number in range(int(YEAR / every) + 2)]
        ours, theirs = delays(moments, looks), delays(moments, fixed)
        adaptive_all += ours
        fixed_all += theirs
        ratios.append(statistics.mean(ours) / statistics.mean(theirs))
        print(
            f"{plan.name:36} {len(moments):8} {len(looks):6} "
            f"{statistics.mean(ours):10.2f} {statistics.mean(theirs):8.2f}"
        )
    ours, theirs = statistics.mean(adaptive_all), statistics.mean(fixed_all)
    print(
        f"one look every {every / HOUR:.2f} h; mean delay of an article {ours:.3f} h adaptive, "
        f"{theirs:.3f} h fixed: ratio {ours / theirs:.2f}; mean of the sources' ratios "
        f"{statistics.mean(ratios):.2f}"
    )


if __name__ == "__main__":
    main()
