"""Times of the close look: from a course of 10,000 follicles to the painted scalp.

    uv run python benchmarks/close_view.py

Needs Chromium, Chrome or Edge (or the program named in `CHROMIUM`). For each kind of hair it
reads forty days of one course as the page does, then paints each in a browser, close and whole.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

from helpers.evidence import skins
from helpers.model import Scalp, simulate
from helpers.model import exposures as ex
from helpers.pictures.close_view import close_view
from helpers.printed.artist import open_artist
from helpers.readout.close_view import Signs, close_up
from helpers.readout.ground import lay_out

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "pictures"))
from drawing import prepare, sent

FOLLICLES, DAYS, LIMIT_MS = 10_000, range(100, 140), 100


def main() -> None:
    happened = [
        ex.breakage(50, 400, 0.002),
        ex.anagen_release(60, 0.3),
        ex.destruction(70, 300, 0.003),
    ]
    course = simulate(Scalp(break_keeps=0.05), happened, days=400, follicles=FOLLICLES, seed=3)
    ground = lay_out(FOLLICLES)
    with open_artist() as artist:
        if artist is None:
            sys.exit("There is no browser on this machine.")
        page = artist.page.context.browser.new_page()
        prepare(page)
        slow = False
        page.evaluate(
            "looks => timed(looks)", [sent(close_view(close_up(course, 99, ground=ground)))] * 20
        )
        for name in ("light", "medium", "brown", "deep"):
            looks, read = [], []
            for place, day in enumerate(DAYS):
                signs = Signs(redness=0.3 + 0.01 * place, scale=0.5, casts=0.5, vessels=0.6)
                began = time.perf_counter()
                looks.append(close_view(close_up(course, day, signs, name, ground)))
                read.append(1000 * (time.perf_counter() - began))
            painted = page.evaluate("looks => timed(looks)", [sent(look) for look in looks])
            for far in (False, True):
                paint = np.array([ms for at, ms in painted if at == far])
                total = np.array(read[1:]) + paint
                p50, p95 = np.percentile(total, [50, 95])
                slow |= p95 > LIMIT_MS
                print(
                    f"{skins()[name].curl:9}{'whole' if far else 'close':7}"
                    f"median {p50:4.0f} ms, 95th percentile {p95:4.0f} ms"
                    f" (of which painting {np.percentile(paint, 95):.0f} ms)"
                )
    if slow:
        sys.exit(f"Slower than {LIMIT_MS} ms at the 95th percentile.")


if __name__ == "__main__":
    main()
