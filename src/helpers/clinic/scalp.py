"""The scalp of a virtual patient, examined: each sentence follows from the modelled follicles."""

from __future__ import annotations

from collections.abc import Callable

from helpers.clinic.close_view import TONES, case_close
from helpers.clinic.events import VISIT
from helpers.evidence import Case, evidence, skins
from helpers.model import Course
from helpers.readout.bedside_tests import examine

Found = tuple[str, bool, dict[str, float]]
"""A result in words, whether it is unusual, and its numbers."""
ScalpTest = Callable[[Case, Course, Course], Found]

_MOSTLY = 0.5
_SOME = 1 / 3
_LOST = 0.3  # share of openings lost that reads as "most of the patch"
_TRACE = 0.03
_SHOWS = 0.1  # share of new hairs under the lens that reads as regrowth
_BARE = 0.15  # share of openings without a hair that reads as "many"
_TRICHOGRAM_NORMAL = 15.0  # percent, as in the claim shares_trichogram
_TRICHOGRAM_ABNORMAL = 20.0  # percent, as in the claim trichogram_abnormal
_BIOPSY_NORMAL = 6.0  # percent, as in the claims shares_biopsy and shares_biopsy_whiting
_BIOPSY_HIGH = 15.0  # percent; more than twice the share of healthy people: our choice
_HARDLY = 5.0  # percent of the long hair that no ponytail shows


def _row(course: Course) -> dict[str, float]:
    return {name: float(course.table[name].iloc[VISIT]) for name in course.table.columns}


def _parts(course: Course) -> tuple[float, float, float]:
    """Return the shares of the hairs that came off: with a club, tapered, broken."""
    row = _row(course)
    off = max(row["shed"] + row["fractured"] + row["broken"], 1e-9)
    return row["shed"] / off, row["fractured"] / off, row["broken"] / off


def _loose(course: Course) -> bool:
    """Whether most hairs that a pull brings out are broken at the root."""
    row = _row(course)
    return row["fractured"] > _MOSTLY * (row["shed"] + row["fractured"])


def _pull(case: Case, head: Course, patch: Course) -> Found:
    found = examine(patch, VISIT, "pull", case.seed)
    hairs = f"{found.value:.0f} {'hair' if found.value == 1 else 'hairs'}"
    place = " at the edge of a patch" if case.scalp.patches else ""
    roots = ""
    if found.value >= 1:
        roots = (
            ", with tapered, broken roots and hardly a club"
            if _loose(patch)
            else ", each with a club root"
            if found.value > 1
            else ", with a club root"
        )
    word = "more than normal" if found.unusual else "normal"
    return (
        f"Pull test{place}: {hairs} out{roots}: {word}.", found.unusual, {"pull": found.value}
    )  # fmt: skip


def _tug(case: Case, head: Course, patch: Course) -> Found:
    broken = _parts(head)[2] > _SOME
    text = (
        "Tug test: pieces of hair snap off between the fingers; their ends are blunt."
        if broken
        else "Tug test: no hair snaps."
    )
    return text, broken, {}


def _wash(case: Case, head: Course, patch: Course) -> Found:
    found = examine(head, VISIT, "wash", case.seed)
    club, tapered, broken = _parts(head)
    count = found.value
    kinds = [
        f"{count * share:,.0f} {name}"
        for name, share in (
            ("with a club root", club),
            ("tapered and broken at the root", tapered),
            ("pieces without a root", broken),
        )
        if count * share >= 1
    ]
    word = "more than normal" if found.unusual else "normal"
    return (
        f"Daily wash, counted at home: {count:,.0f} hairs, {word} ({', '.join(kinds)}).",
        found.unusual,
        {"wash": count, "wash_clubs": float(round(count * club))},
    )


def _trichogram(case: Case, head: Course, patch: Course) -> Found:
    if _row(patch)["visible"] < 0.05 * patch.scalp.follicles:
        return "Trichogram: too few hairs are left to pluck.", True, {}
    found = examine(patch, VISIT, "trichogram", case.seed)
    if _loose(patch):
        text = f"Trichogram: many broken, dystrophic roots; {found.value:.0f}% telogen."
        return text, True, {"trichogram": found.value}
    raised = found.value > _TRICHOGRAM_ABNORMAL
    word = "raised" if raised else "normal"
    if _TRICHOGRAM_NORMAL < found.value <= _TRICHOGRAM_ABNORMAL:
        word = f"above the published normal, not above {_TRICHOGRAM_ABNORMAL:.0f}%"
    return (
        f"Trichogram: {found.value:.0f}% telogen roots: {word}.",
        raised,
        {"trichogram": found.value},
    )


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
    if row["visible"] >= 0.05 * patch.scalp.follicles:
        found = examine(patch, VISIT, "biopsy", case.seed)
        resting = found.expected > _BIOPSY_HIGH
        word = "raised; " if resting else ""
        parts.append(
            f"{found.expected:.0f}% of the terminal follicles are in telogen "
            f"({word}about {_BIOPSY_NORMAL:.0f}% in healthy people)"
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
    return text, scarred > 0 or resting or len(parts) > 2, {"scarred": float(scarred)}


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
        parts.append("shafts of very different thickness, most of all along the parting")
        unusual = True
    seen = case_close(case).counts(whole_patch=False)
    follicles = sum(seen.values())
    if seen["broken"] > _TRACE * follicles:
        parts.append(
            f"{seen['broken']} of {follicles} hairs are short with a blunt, frayed end, "
            "and white nodes sit on other shafts"
        )
        unusual = True
    if seen["dot"] > _TRACE * follicles:
        parts.append("black dots, which are hairs broken at the skin, and short tapered stubs")
        unusual = True
    if seen["empty"] > _BARE * follicles:
        parts.append("many openings without a hair")
        unusual = True
    if seen["regrowing"] > _SHOWS * follicles and seen["dot"] <= _TRACE * follicles:
        parts.append("short new hairs with pointed ends")
    return f"Trichoscopy: {'; '.join(parts)}.", unusual, {"openings_lost": float(lost)}


def _ponytail(case: Case, head: Course, patch: Course) -> Found:
    found = examine(head, VISIT, "thinning", case.seed)
    shows = found.unusual or case.scalp.patches > 0 or case.scalp.uneven_shafts
    if case.scalp.patches:
        word = "nearly all of it in patches, which anybody can see"
    elif case.scalp.uneven_shafts:
        word = "the parting shows it; a ponytail does not"
    elif found.unusual:
        word = "thinning shows"
    elif found.value < _HARDLY:
        word = "too little for a ponytail to show"
    else:
        word = "the person notices; others hardly do"
    text = f"About {found.value:.0f}% of the long hairs are missing: {word}."
    return text, shows, {"missing": found.value}


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
