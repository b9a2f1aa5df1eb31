"""Lesson 10 in words: the history, what each cause accounts for, and the year ahead."""

from __future__ import annotations

from html import escape

from helpers.measure import CAUSES, STEPS, History, Shares, YearAhead

_NOT_A_DIAGNOSIS = "These are shares in a model, not a diagnosis."


def _amount(measure: str, number: float) -> str:
    return f"{number:,.0f} hairs" if measure == "lost" else f"{number:.1f} points"


def _largest(shares: Shares) -> str:
    rows = shares.table["share"]
    if not len(rows) or abs(shares.total) < _little(shares):
        return "There is nothing to share out among causes."
    first = str(rows.idxmax())
    text = (
        f"Of {_amount(shares.measure, shares.total)} the largest share falls to "
        f"{CAUSES[first].name}: {_amount(shares.measure, rows[first])}"
    )
    if "low" in shares.table:
        low, high = shares.table.loc[first, ["low", "high"]]
        form = "{:,.0f}" if shares.measure == "lost" else "{:.1f}"
        text += f" (from {form.format(low)} to {form.format(high)} over the range of the numbers)"
    less = [CAUSES[str(key)].name for key in rows.index if rows[key] < -_little(shares)]
    if less:
        text += f"; {' and '.join(less)} prevented a part"
    return f"{text}. {_NOT_A_DIAGNOSIS}"


def _little(shares: Shares) -> float:
    return 50.0 if shares.measure == "lost" else 0.5


def history_sentence(story: History, before: History | None = None) -> str:
    """Say what the months did to the hair, and how it is shared out."""
    values = story.values
    text = (
        f"At most {values['peak_shed']:.0f} hairs come off a day, in month "
        f"{values['peak_month']:.0f} (usual: {values['normal']:.0f}). "
        if values["peak_shed"] > 1.05 * values["normal"]
        else f"About {values['normal']:.0f} hairs come off a day, as usual. "
    )
    text += f"At the end {max(values['missing'], 0):.0f}% of the hair is missing"
    if before is not None:
        text += f", before {max(before.values['missing'], 0):.0f}%"
    return f"{text}. {_largest(story.shares)}"


def history_summary(story: History) -> str:
    """Say it in one line, for a page that has not been started."""
    values = story.values
    return (
        f"{len(story.causes)} causes in 18 months: {values['hairs_lost']:,.0f} hairs lost beyond "
        f"the usual, {values['missing']:.0f}% of the hair missing at the end."
    )


def findings_table(story: History) -> str:
    """Return the examinations and blood tests of the chosen month as an HTML table."""
    rows = [
        (
            finding.test.name,
            finding.test.say(finding.value),
            finding.test.say_range(finding.low, finding.high),
        )
        for finding in story.findings
    ]
    rows += [(test.name, test.printed, test.beside) for test in story.blood]
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(found)}</td>'
        f"<td>{escape(beside)}</td></tr>"
        for name, found, beside in rows
    )
    return (
        '<div class="scroll"><table><caption>Tests in the chosen month</caption><thead><tr>'
        '<th scope="col">Test</th><th scope="col">Found</th>'
        '<th scope="col">95 of 100 such people, or how to read it</th></tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def year_sentence(year: YearAhead, before: YearAhead | None = None) -> str:
    """Say what the year brings with the steps chosen, and without any."""
    values = year.values
    if not year.steps:
        return (
            f"If nothing is done, {values['missing_in_a_year']:.0f}% of the hair is missing after "
            f"a year ({values['missing_at_the_visit']:.0f}% at the visit), and "
            f"{values['hairs_in_the_year']:,.0f} hairs come off in it."
        )
    seen = "" if values["scalp_examined"] else " Nobody has looked at the scalp yet."
    return (
        f"After a year {values['missing_in_a_year']:.0f}% of the hair is missing (nothing done: "
        f"{values['missing_if_nothing_is_done']:.0f}%). {values['hairs_in_the_year']:,.0f} hairs "
        f"come off in it (nothing done: {values['hairs_if_nothing_is_done']:,.0f}). Long hair is "
        f"thinnest {values['long_hair_lowest_month']:.0f} months after the visit, at "
        f"{values['long_hair_lowest']:.0f}%.{seen}"
    )


def steps_table(year: YearAhead) -> str:
    """Return what each chosen step does in the model, and when it can show, as HTML."""
    if not year.steps:
        return "<p><small>No step is chosen yet.</small></p>"
    body = "".join(
        f'<tr><th scope="row">{escape(step.name)}</th><td>{escape(step.acts)}</td>'
        f"<td>{escape(step.shows)}</td></tr>"
        for step in (STEPS[key] for key in year.steps)
    )
    return (
        '<div class="scroll"><table><thead><tr><th scope="col">Step</th>'
        '<th scope="col">What it does in this model</th><th scope="col">When it can show</th>'
        f"</tr></thead><tbody>{body}</tbody></table></div>"
    )
