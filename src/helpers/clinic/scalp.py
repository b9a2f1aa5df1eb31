"""The scalp of a virtual patient, examined: each sentence follows from the modelled follicles."""

from __future__ import annotations

from collections.abc import Callable

from helpers.clinic.close_view import TONES, case_close, dotted
from helpers.clinic.events import VISIT
from helpers.clinic.found import Found
from helpers.evidence import Case, evidence, skins
from helpers.model import Course
from helpers.readout.bedside_tests import examine
from helpers.readout.landmarks import thinning, usual_visible

ScalpTest = Callable[[Case, Course, Course], Found]

_MOSTLY = 0.5
_SOME = 1 / 3
_LOST = 0.3  # share of openings lost that reads as "most of the patch"
_TRACE = 0.03
_SHOWS = 0.1  # share of new hairs under the lens that reads as regrowth
_BARE = 0.15  # share of openings without a hair that reads as "many"
_FEW_FOLLICLES = 10  # fewer give no share that could be read
_APART = 8.0  # percent by which long hair and all hair differ where both are told
_HARDLY = 5.0  # percent of the long hair that no ponytail shows
_SPARSE = 0.15  # share of all hairs missing at which the skin shows between those that are left


def _row(course: Course, day: int = VISIT) -> dict[str, float]:
    return {name: float(course.table[name].iloc[day]) for name in course.table.columns}


def _parts(course: Course) -> tuple[float, float, float]:
    """Return the shares of the hairs that came off: with a club, tapered, broken."""
    row, off = _row(course), max(_off(course, VISIT), 1e-9)
    return row["shed"] / off, row["fractured"] / off, row["broken"] / off


def _off(course: Course, day: int) -> float:
    """Return how many hairs come off on a day."""
    row = _row(course, day)
    return row["shed"] + row["fractured"] + row["broken"]


def _loose(course: Course) -> bool:
    """Whether most hairs that a pull brings out are broken at the root."""
    row = _row(course)
    return row["fractured"] > _MOSTLY * (row["shed"] + row["fractured"])


def _attacked(case: Case) -> bool:
    """Whether the bulbs of growing hairs are attacked, as in alopecia areata.

    The model only counts such hairs as they leave; that their ends are mixed is told.
    """
    return case.scalp.tapered_stubs


def _pull(case: Case, head: Course, patch: Course) -> Found:
    found = examine(patch, VISIT, "pull", case.seed)
    hairs = f"{found.value:.0f} {'hair' if found.value == 1 else 'hairs'}"
    place = " at the edge of a patch" if case.scalp.patches else ""
    roots = ""
    if found.value >= 1:
        roots = (
            ", with tapered, broken roots and hardly a club"
            if _loose(patch)
            else ", some with a club root, some with a thin, dystrophic end"
            if _attacked(case) and found.value > 1
            else ", each with a club root"
            if found.value > 1
            else ", with a club root"
        )
    text = f"Pull test{place}: {hairs} out{roots} ({_up_to(found.healthy_high)})."
    return Found(text, found.unusual, {"pull": found.value}, _more(found.unusual))


def _up_to(high: float) -> str:
    return f"in healthy people up to {high:.0f}"


def _more(unusual: bool) -> str:
    return "more than normal" if unusual else "normal"


def _tug(case: Case, head: Course, patch: Course) -> Found:
    broken = _parts(head)[2] > _SOME
    text = (
        "Tug test: pieces of hair snap off between the fingers; their ends are blunt."
        if broken
        else "Tug test: no hair snaps."
    )
    return Found(text, broken, {})


_BEFORE = 14  # days from a wash that a patient tells of to the one that is counted
_CLUB = "with a club root"


def _wash(case: Case, head: Course, patch: Course) -> Found:
    """Count a wash at home on the evening of the visit, and one that a patient tells of at it."""
    found = examine(head, VISIT, "wash", case.seed)
    club, tapered, broken = _parts(head)
    count = found.value
    told = float(round(count * _off(head, VISIT - _BEFORE) / max(_off(head, VISIT), 1e-9)))
    club_word = "with a club root or a thin, dystrophic end" if _attacked(case) else _CLUB
    kinds = [
        f"{count * share:,.0f} {name}"
        for name, share in (
            (club_word, club),
            ("tapered and broken at the root", tapered),
            ("pieces without a root", broken),
        )
        if count * share >= 1
    ]
    share = evidence().value("wash_capture")
    return Found(
        f"One wash, counted at home: {count:,.0f} hairs ({', '.join(kinds)}; "
        f"{_up_to(found.healthy_high)}). A wash catches about {100 * share:.0f} in 100 of the "
        "hairs that fall in a day.",
        found.unusual,
        {"wash": count, "wash_told": told, "wash_clubs": float(round(count * club))},
        _more(found.unusual),
    )


def _trichogram(case: Case, head: Course, patch: Course) -> Found:
    if _row(patch)["visible"] < 0.05 * patch.scalp.follicles:
        return Found("Trichogram: too few hairs are left to pluck.", True, {})
    found = examine(patch, VISIT, "trichogram", case.seed)
    sex = "women" if case.person.sex in ("woman", "girl") else "men"
    normal = evidence().value(f"trichogram_normal_{sex}")
    abnormal = evidence().value("trichogram_abnormal")
    limits = f"published normal up to {normal:.0f}%, called abnormal above {abnormal:.0f}%"
    numbers = {"trichogram": found.value}
    if _loose(patch):
        text = f"Trichogram: many broken, dystrophic roots; {found.value:.0f}% telogen ({limits})."
        return Found(text, True, numbers)
    mixed = " and dystrophic" if _attacked(case) else ""
    raised = found.value > abnormal
    word = "raised" if raised else "normal"
    if normal < found.value <= abnormal:
        word = f"above the published normal, not above {abnormal:.0f}%"
    text = f"Trichogram: {found.value:.0f}% telogen{mixed} roots ({limits})."
    return Found(text, raised, numbers, word)


def _biopsy(case: Case, head: Course, patch: Course) -> Found:
    row = _row(patch)
    taken = evidence().value("biopsy_terminal_follicles")
    lost = row["scarred"] / patch.scalp.follicles
    scarred = round(lost * taken)
    parts, resting = [], False
    if scarred:
        parts.append(
            f"of about {taken:.0f} terminal follicles expected, {scarred} are replaced by "
            "fibrous strands"
        )
    else:
        parts.append("no follicle is replaced by a scar; the architecture is kept")
    left = round(taken) - scarred
    if row["visible"] >= 0.05 * patch.scalp.follicles and left >= _FEW_FOLLICLES:
        found = examine(patch, VISIT, "biopsy", case.seed)
        resting = found.expected > evidence().value("biopsy_high")
        parts.append(
            f"{round(left * found.expected / 100)} of {left} terminal follicles are in telogen "
            f"(about {evidence().value('biopsy_normal'):.0f}% in healthy people)"
        )
    if case.scalp.skin == "dermatomyositis":
        parts.append("mucin, dilated capillaries and inflammation at the skin's lower boundary")
    if case.scalp.skin == "plaques":
        parts.append("a thickened epidermis with scale over preserved follicles")
    if case.scalp.uneven_shafts:
        parts.append("many fine, miniaturised hairs")
    if case.scalp.tapered_stubs:
        parts.append("lymphocytes around the bulbs, none around the bulge")
    text = f"Biopsy, 4 mm: {'; '.join(parts)}."
    unusual = scarred > 0 or resting or len(parts) > 2
    reading = "more telogen than in healthy people" if resting else ""
    return Found(text, unusual, {"scarred": float(scarred)}, reading)


def _trichoscopy(case: Case, head: Course, patch: Course) -> Found:
    parts, unusual = [], False
    lost = _row(patch)["scarred"] / patch.scalp.follicles
    if lost > _LOST:
        parts.append("in the patches many follicle openings are gone, and the skin is smooth")
    elif lost > _TRACE:
        parts.append("most follicle openings are there, but some are gone")
    else:
        parts.append("follicle openings are kept everywhere")
    unusual |= lost > _TRACE
    if case.scalp.skin == "dermatomyositis":
        tone = skins()[TONES[case.person.skin]].redness
        parts.append(f"large winding vessels, casts around hairs, scale; the skin: {tone}")
    elif case.scalp.skin == "plaques":
        parts.append("thick silvery scale in well-marked plaques, dotted vessels")
    else:
        parts.append("no scale, no large vessels")
    unusual |= case.scalp.skin != "calm"
    if case.scalp.tapered_stubs:
        place = "in the patches " if case.scalp.patches else "everywhere "
        parts.append(f"{place}short hairs that thin towards the skin, and yellow dots")
        unusual = True
    if case.scalp.uneven_shafts:
        parts.append(f"shafts of very different thickness, most of all {_thin_place(case)}")
        unusual = True
    if dotted(case):
        where = "around the patches " if lost > _LOST else ""
        parts.append(
            f"{where}a net of pigment and small, regular white dots that belong to this skin and "
            "are no openings"
        )
    seen = case_close(case).counts(whole_patch=False)
    follicles = sum(seen.values())
    snaps = any(event.what == "breakage" for event in case.event)
    if snaps and seen["broken"] > _TRACE * follicles:
        parts.append(
            f"{seen['broken']} of {follicles} hairs are short with a blunt, frayed end, "
            "and white nodes sit on other shafts"
        )
        unusual = True
    fractured = not snaps and seen["dot"] + seen["broken"] > _TRACE * follicles
    if fractured:
        parts.append("black dots, hairs broken at the skin, and short stubs, some of them tapered")
        unusual = True
    if seen["empty"] > _BARE * follicles:
        parts.append("many openings without a hair")
        unusual = True
    if seen["regrowing"] > _SHOWS * follicles and not fractured:
        parts.append("short new hairs with pointed ends")
    return Found(f"Trichoscopy: {'; '.join(parts)}.", unusual, {"openings_lost": float(lost)})


def _thin_place(case: Case) -> str:
    """Return where pattern hair loss thins: not every head has a parting."""
    if case.person.sex in ("man", "boy"):
        return "at the temples and the crown"
    return "over the top of the head" if _CURLED in case.person.hair else "along the parting"


_CURLED = "tightly"


_NEARLY_ALL = 0.7


def _full(course: Course) -> float:
    """Return the long hair of the visit, as a share of the usual."""
    return float(1 - thinning(course)[VISIT])


def _missing(course: Course) -> float:
    """Return the share of all usual hairs, long and short, that is missing at the visit."""
    return 1 - _row(course)["visible"] / usual_visible(course)


def _ponytail(case: Case, head: Course, patch: Course) -> Found:
    found = examine(head, VISIT, "thinning", case.seed)
    shows = found.unusual or case.scalp.patches > 0 or case.scalp.uneven_shafts
    where, word = "", "normal"
    if case.scalp.patches:
        part = case.scalp.patches * (1 - _full(patch)) / max(1 - _full(head), 1e-9)
        much = "nearly all" if part > _NEARLY_ALL else "some"
        where, word = f", {much} of it in patches", "anybody can see the patches"
    elif case.scalp.uneven_shafts:
        where, word = f", most of it {_thin_place(case)}", "it shows there, and not in the length"
    elif found.unusual:
        word = "thinning shows"
    elif _missing(head) > _SPARSE:
        word = "little in the length; close to the skin it is thinner, for new hairs are missing"
    elif found.value < _HARDLY:
        word = "too little for others to see"
    else:
        word = "the person notices; others hardly do"
    text = (
        f"About {found.value:.0f}% of the long hairs are missing{where} "
        f"(thinning is said to show from about {found.healthy_high:.0f}%)."
    )
    gone = 100 * _missing(head)
    if not case.scalp.patches and gone > found.value + _APART:
        text += f" Of all hairs, short ones too, about {gone:.0f}% are missing."
    return Found(text, shows, {"missing": found.value}, word)


def scalp_tests() -> dict[str, ScalpTest]:
    """Return every examination of the scalp that is computed, by id.

    Examples
    --------
    >>> "pull" in scalp_tests()
    True
    """
    return {
        "pull": _pull,
        "tug": _tug,
        "wash": _wash,
        "trichoscopy": _trichoscopy,
        "ponytail": _ponytail,
        "trichogram": _trichogram,
        "biopsy": _biopsy,
    }
