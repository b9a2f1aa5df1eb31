"""Lesson 11 in words: the history, what each cause accounts for, and the year ahead."""

from __future__ import annotations

from html import escape

from helpers.evidence import row_of, say, say_name
from helpers.lessons.many_causes.run import History, Shares
from helpers.lessons.many_causes.year_ahead import YearAhead
from helpers.readout.bedside_tests import ClinicTest, plain_number


def _largest(shares: Shares) -> str:
    rows = shares.table["share"]
    if not len(rows) or abs(shares.total) < _little(shares):
        return say("said_shares_nothing")
    first = str(rows.idxmax())
    aside = ""
    if "low" in shares.table:
        low, high = shares.table.loc[first, ["low", "high"]]
        aside += f" ({say(f'said_range_{shares.measure}', low=low, high=high)})"
    less = [say(f"cause_{key}") for key in rows.index if rows[key] < -_little(shares)]
    if less:
        causes = f" {say('said_and')} ".join(less)
        aside += say("said_prevented", causes=causes)
    return say(
        "said_shares",
        total=say(f"said_amount_{shares.measure}", number=shares.total),
        cause=say(f"cause_{first}"),
        share=say(f"said_share_{shares.measure}", number=rows[first]),
        aside=aside,
    )


def _little(shares: Shares) -> float:
    return 50.0 if shares.measure == "lost" else 0.5


def history_sentence(story: History, before: History | None = None) -> str:
    """Say what the months did to the hair, and how it is shared out."""
    values = story.values
    more = values["peak_shed"] > 1.05 * values["normal"]
    shed = say("said_history_more" if more else "said_history_usual", **values)
    gone = {"missing": max(values["missing"], 0)}
    if before is None:
        hair = say("said_history_missing", **gone)
    else:
        gone["before"] = max(before.values["missing"], 0)
        hair = say("said_history_missing_before", **gone)
    return f"{shed} {hair} {_largest(story.shares)}"


def history_summary(story: History) -> str:
    """Say it in one line, for a page that has not been started."""
    return say("said_history_summary", causes=len(story.causes), **story.values)


def _printed(test: ClinicTest, number: float, low: float | None = None) -> str:
    """Write a number, or the range up to it, with the test's unit."""
    text = plain_number(number)
    unit = "hair" if test.unit == "hairs" and text == "1" else test.unit
    if low is not None:
        text = say("general_between", low=plain_number(low), high=text)
    return say(f"said_unit_{row_of(unit)}", number=text)


def findings_table(story: History) -> str:
    """Return the examinations and blood tests of the chosen month as an HTML table."""
    rows = [
        (
            say_name(finding.test.name),
            _printed(finding.test, finding.value),
            say(
                "said_tests_healthy",
                here=_printed(finding.test, finding.high, finding.low),
                healthy=_printed(finding.test, finding.healthy_high, finding.healthy_low),
            ),
        )
        for finding in story.findings
    ]
    rows += [(say_name(test.name), test.printed, say_name(test.beside)) for test in story.blood]
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(found)}</td>'
        f"<td>{escape(beside)}</td></tr>"
        for name, found, beside in rows
    )
    columns = ("said_tests_test", "said_tests_found", "said_tests_beside")
    return _table(columns, body, say("said_tests", month=story.tests_month))


def _table(columns: tuple[str, ...], body: str, caption: str = "") -> str:
    head = "".join(f'<th scope="col">{say(name)}</th>' for name in columns)
    top = f"<caption>{caption}</caption>" if caption else ""
    return (
        f'<div class="scroll"><table>{top}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def year_sentence(year: YearAhead, before: YearAhead | None = None) -> str:
    """Say what the year brings with the steps chosen, and without any."""
    values = year.values
    if not year.steps:
        return say("said_year_nothing", **values)
    seen = "" if values["scalp_examined"] else f" {say('said_year_not_examined')}"
    return f"{say('said_year', **values)}{seen}"


def steps_table(year: YearAhead) -> str:
    """Return what each chosen step does in the model, and when it can show, as HTML."""
    if not year.steps:
        return f"<p><small>{say('said_steps_none')}</small></p>"
    body = "".join(
        f'<tr><th scope="row">{escape(say(f"step_{key}"))}</th>'
        f"<td>{escape(say(f'said_acts_{key}'))}</td>"
        f"<td>{escape(say(f'said_shows_{key}'))}</td></tr>"
        for key in year.steps
    )
    return _table(("said_steps_step", "said_steps_acts", "said_steps_shows"), body)
