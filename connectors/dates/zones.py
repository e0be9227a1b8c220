"""Offsets from UTC by the names that feeds and pages give them."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

# Hours. Only names that mean one thing in news.
_HOURS = {
    "utc": 0, "gmt": 0, "ut": 0, "z": 0, "wet": 0, "west": 1, "cet": 1, "cest": 2, "met": 1, "mest": 2, "mez": 1, "mesz": 2, "eet": 2,
    "eest": 3, "idt": 3, "msk": 3, "мск": 3, "trt": 3, "wat": 1, "cat": 2, "sast": 2, "eat": 3, "gst": 4, "pkt": 5, "npt": 5.75, "ict": 7,
    "wib": 7, "wita": 8, "wit": 9, "hkt": 8, "sgt": 8, "myt": 8, "pht": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "acdt": 10.5,
    "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "nst": -3.5, "ndt": -2.5, "adt": -3, "edt": -4, "cdt": -5, "mdt": -6, "pdt": -7,
    "akst": -9, "akdt": -8, "hst": -10, "brt": -3, "art": -3, "clst": -3, "clt": -4, "cot": -5, "pet": -5,
}  # fmt: skip
# Names that mean different things in different countries; "" is what RFC 822 says of them.
_BY_COUNTRY: dict[str, dict[str, float | None]] = {
    "ist": {"in": 5.5, "il": 2.0, "ie": 1.0},
    "bst": {"": 1.0, "bd": 6.0},
    "ast": {"ca": -4.0, "pr": -4.0, "sa": 3.0, "iq": 3.0, "kw": 3.0, "qa": 3.0, "bh": 3.0, "ye": 3.0},
    "cst": {"": -6.0, "cn": 8.0, "tw": 8.0},
    "est": {"": -5.0, "au": None},
    "mst": {"": -7.0, "my": 8.0},
    "pst": {"": -8.0, "ph": 8.0},
}  # fmt: skip
_AREAS = {"et": "america/new_york", "ct": "america/chicago", "mt": "america/denver", "pt": "america/los_angeles"}
_COUNTRY_OF_LANGUAGE = {
    **dict.fromkeys(("hi", "ta", "te", "mr", "gu", "kn", "ml", "pa", "or", "as"), "in"),
    "he": "il", "iw": "il", "ga": "ie", "zh": "cn", "bn": "bd", "ms": "my", "tl": "ph", "fil": "ph",
}  # fmt: skip


def is_zone(name: str) -> bool:
    """Whether ``offset_of`` may know the name, in lower case.

    >>> is_zone("cest"), is_zone("europe/berlin"), is_zone("uhr")
    (True, True, False)
    """
    return name in _HOURS or name in _BY_COUNTRY or name in _AREAS or ("/" in name and name in _areas())


def offset_of(name: str, when: datetime, language: str, country: str, usual: timedelta | None) -> timedelta | None:
    """The offset that a zone named in lower case has at the local time ``when``; None where it can't be told.

    Of several meanings that of the country counts, else the outlet's ``usual`` offset where it is one of them.

    >>> when = datetime(2026, 7, 1)
    >>> print(offset_of("europe/berlin", when, "", "", None), offset_of("ist", when, "", "in", None), offset_of("ist", when, "", "", None))
    2:00:00 5:30:00 None
    """
    if name in _HOURS:
        return timedelta(hours=_HOURS[name])
    if name in _BY_COUNTRY:
        meanings = _BY_COUNTRY[name]
        for place in (country, _COUNTRY_OF_LANGUAGE.get(language, "")):
            if place and place in meanings:
                return _hours(meanings[place])
        return usual if usual is not None and usual in map(_hours, meanings.values()) else _hours(meanings.get(""))
    area = _areas().get(_AREAS.get(name, name))
    if area is None:
        return None
    offsets = {when.replace(tzinfo=_zone(area), fold=fold).utcoffset() for fold in (0, 1)}
    return offsets.pop() if len(offsets) == 1 else None  # the hour in which clocks are put forward or back


def contradicts(name: str, offset: timedelta) -> bool:
    """Whether a name that means one offset only stands beside another offset.

    >>> contradicts("z", timedelta(hours=2)), contradicts("cest", timedelta(hours=2)), contradicts("ist", timedelta(hours=2))
    (True, False, False)
    """
    return name in _HOURS and timedelta(hours=_HOURS[name]) != offset


def is_inferred(name: str, offset: timedelta) -> bool:
    """Whether the offset is one of several meanings of the name, and rests on where the outlet is."""
    return name in _BY_COUNTRY and offset != _hours(_BY_COUNTRY[name].get(""))


def _hours(hours: float | None) -> timedelta | None:
    return None if hours is None else timedelta(hours=hours)


@lru_cache(maxsize=1)
def _areas() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones() if "/" in name}


@lru_cache(maxsize=256)
def _zone(area: str) -> ZoneInfo:
    return ZoneInfo(area)
