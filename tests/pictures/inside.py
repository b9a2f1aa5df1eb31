"""What is drawn stays whole inside its chart: no line or band runs out of it, no mark is cut."""

import base64
import json

import numpy as np

LINE, ACROSS, UP = 0.01, 560, 130
"""Of an axis: how far a line may be over its end. Pixels: of a chart's axes, at least."""
LEAVES = {
    ("hair_growth_cycle", 0),  # the edges of the map of durations
    ("hair_growth_cycle", 1),
    ("immunosuppressants", 3),  # all that is lost a day, hairs that break off at once among it
    ("immunosuppressants", 9),  # of these, those that broke
    ("iron", 7),  # what would be stored
}
"""Lines that go over their chart on purpose, by lesson and number."""


def numbers(values):
    if isinstance(values, dict):  # plotly packs long lists
        return np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"]).astype(float)
    return np.array([np.nan if one is None else one for one in values or []], dtype=float)


def outside(trace, axis, values, pixels):
    """Say how a trace leaves the range of an axis, in parts of its length; 0 if it does not."""
    if "range" not in axis or axis.get("type") == "log" or trace.get("cliponaxis") is False:
        return 0
    low, high = axis["range"]
    values = values[np.isfinite(values)]
    if not len(values):
        return 0
    marks = "markers" in trace.get("mode", "") and (trace.get("marker") or {}).get("size", 6)
    room = 0.35 * marks / pixels if isinstance(marks, int | float) else 0
    least, most = (values.min() - low) / (high - low), (values.max() - low) / (high - low)
    least, most = min(least, most), max(least, most)
    return max(0, room - least - LINE, most - 1 + room - LINE)


def leaving(drawn):
    """Yield what leaves a chart, in words."""
    figure = json.loads(drawn.text)
    for number, trace in enumerate(figure["data"]):
        if (
            trace.get("type") != "scatter"
            or trace.get("mode") == "text"
            or (drawn.lesson, number) in LEAVES
        ):
            continue
        x, y = numbers(trace.get("x")), numbers(trace.get("y"))
        both = np.isfinite(x[: len(y)]) & np.isfinite(y[: len(x)])
        x, y = x[: len(y)][both], y[: len(x)][both]
        for name, values, pixels in (("x", x, ACROSS), ("y", y, UP)):
            axis = figure["layout"].get(trace.get(f"{name}axis", name).replace(name, f"{name}axis"))
            if axis and (by := outside(trace, axis, values, pixels)) > 0:
                yield f"{drawn.lesson} {drawn.place}: trace {number}, {name} by {by:.3f}"
