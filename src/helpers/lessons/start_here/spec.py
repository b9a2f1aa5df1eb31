"""The start page: how to read a model, the lessons, the glossary."""

from functools import partial

from helpers.evidence import evidence
from helpers.lessons.hair_growth_cycle.picture import shed_curve, update_shed_curve
from helpers.lessons.hair_growth_cycle.run import steady_scalp
from helpers.lessons.hair_growth_cycle.sentence import shed_sentence, steady_summary
from helpers.lessons.hair_growth_cycle.spec import LESSON as CYCLE
from helpers.lessons.hair_growth_cycle.spec import anagen
from helpers.page.spec import Chart, Contrast, Explore, Lesson

LESSON = Lesson(
    key="start_here",
    notebook="00_start_here.ipynb",
    minutes={"predict": 2, "look": 2, "seen": 1, "explain": 2},
    explore=Explore(
        longest=100,
        controls=lambda: (anagen(),),
        run=partial(steady_scalp, telogen_days=evidence().value("telogen_mean"), method="biopsy"),
        pictures=(Chart(shed_curve, update_shed_curve),),
        say=shed_sentence,
    ),
    contrast=Contrast(
        "contrast_anagen_long",
        before={"anagen_years": 3.15},
        after={"anagen_years": 6.0},
    ),
    summary=steady_summary,
    parameters=CYCLE.parameters,
)
