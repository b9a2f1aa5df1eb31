"""A vote of the class: advice by share right, and nothing of the key before the answer."""

import pytest
import traitlets

from helpers.course import find_lesson
from helpers.evidence import evidence, load_questions, say
from helpers.page.in_notebook import page as pages
from helpers.page.in_notebook.question import QuestionWidget
from helpers.page.in_notebook.vote import MOST, UNSURE, Vote, advice, leaders, vote_for

SENT = ("counts", "hint", "said", "best", "options", "question", "revealed")


@pytest.fixture
def asked():
    """A question of the exit check; its best answer is known to the tests only."""
    question = next(q for q in load_questions("steroids") if q.stage == "exit")
    return QuestionWidget(question, {})


@pytest.fixture
def vote(asked):
    return Vote(asked)


def send(vote, **content):
    vote._message(None, content, None)


def counted(vote, right, wrong, number=0):
    """Fill a round: `right` hands for the best answer, `wrong` for another."""
    best = vote.asked.question.answer
    row = [0] * len(vote.options)
    row[best], row[best - 1] = right, wrong
    vote.round = number
    send(vote, filled=row)


# --- advice


@pytest.mark.parametrize(
    ("right", "votes", "first", "second"),
    [
        (0, 1, "teach", "teach"),
        (299, 1000, "teach", "teach"),
        (30, 100, "discuss", "split"),
        (50, 100, "discuss", "split"),
        (70, 100, "discuss", "split"),
        (701, 1000, "explain", "explain"),
        (1, 1, "explain", "explain"),
    ],
)
def test_advice_by_share_right(right, votes, first, second):
    assert advice(right, votes) == first
    assert advice(right, votes, again=True) == second


def test_the_limits_are_rows_that_say_they_are_rules_of_thumb():
    for rule in ("vote_teach_below", "vote_explain_above"):
        row = evidence().parameters[rule]
        assert row.level == 5 and row.sources and "rule of thumb" in row.chosen


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [(2, 8, "teach"), (3, 7, "discuss"), (7, 3, "discuss"), (8, 2, "explain")],
)
def test_the_advice_stands_on_the_page_when_asked_for(vote, right, wrong, words):
    counted(vote, right, wrong)
    assert not vote.hint, "half a count would tell the key"
    send(vote, what_now=True)
    assert say(f"vote_advice_{words}") in vote.hint and "hcl-row" in vote.hint
    send(vote, option=0, step=1)
    assert not vote.hint


def test_a_second_vote_that_is_no_clearer_is_not_followed_by_a_third(vote):
    counted(vote, 4, 6)
    counted(vote, 5, 5, number=1)
    send(vote, what_now=True)
    assert say("vote_advice_split") in vote.hint


def test_advice_without_votes_is_a_sentence(vote):
    send(vote, what_now=True)
    assert say("vote_none") in vote.hint and not vote.said, "it is no error"


def test_a_prediction_is_not_taught_before_the_model_ran():
    question = next(q for q in load_questions("steroids") if q.stage == "predict")
    vote = Vote(QuestionWidget(question, {}, ask_sure=True, judge=False))
    for right, wrong, number in ((1, 9, 0), (9, 1, 0), (5, 5, 1)):
        counted(vote, right, wrong, number)
        send(vote, what_now=True)
        assert say("vote_advice_watch") in vote.hint
    assert vote.reveal_words == say("vote_reveal_predict")


def test_advice_after_a_first_vote_by_phones_speaks_of_it_with_the_second_chosen(vote):
    counted(vote, 5, 5)
    vote.round = 1
    send(vote, what_now=True)
    assert say("vote_advice_discuss") in vote.hint


def test_what_the_wall_says_does_not_tell_how_few_were_right():
    assert "few" not in say("vote_advice_teach")


# --- counting


def test_hands_of_a_round_that_is_no_longer_chosen_are_taken(vote):
    """They were counted while the server was away, and are sent when it is back."""
    vote.round = 1
    row = [10, 20, 30, 60][: len(vote.options)]
    send(vote, filled=row, row=0)
    assert vote.counts == [row, [0] * len(row)] and vote.round == 1 and not vote.revealed
    for wrong in (2, -1, "0", None, [0]):
        send(vote, filled=[1] * len(row), row=wrong)
        assert vote.counts[0] == row


def test_both_rounds_are_counted_apart(vote):
    send(vote, option=0, step=1)
    send(vote, option=0, step=1)
    send(vote, option=0, step=-1)
    vote.round = 1
    send(vote, option=2, typed=" 12 ")
    assert vote.counts[0][0] == 1 and vote.counts[1][2] == 12


def test_there_is_nothing_below_zero_or_beyond_the_largest_room(vote):
    send(vote, option=0, step=-1)
    assert vote.counts[0][0] == 0
    send(vote, option=0, typed=str(MOST))
    send(vote, option=0, step=1)
    assert vote.counts[0][0] == MOST


@pytest.mark.parametrize("typed", ["", "many", "-3", "2.5", "1e3", "9" * 400, str(MOST + 1), None])
def test_what_is_no_count_is_told_and_left(vote, typed):
    send(vote, option=1, typed="7")
    send(vote, option=1, typed=typed)
    assert vote.counts[0][1] == 7
    assert vote.said == say("vote_bad_number", most=MOST, now=7)


@pytest.mark.parametrize(
    "content",
    [
        {"option": 99, "step": 1},
        {"option": -1, "step": 1},
        {"option": "x", "typed": "1"},
        {"filled": [1]},
        {"filled": [1, 2, 3, -4]},
        {"filled": ["1", "2", "3", "4"]},
        {"filled": [True, False, True, False]},
        {"filled": None},
        {"filled": [MOST + 1, 0, 0, 0]},
        {},
    ],
)
def test_what_a_broken_page_sends_changes_nothing(vote, content):
    before = vote.counts
    send(vote, **content)
    assert vote.counts == before


@pytest.mark.parametrize("counts", [[], [[1], [2]], [[0, 0, 0, -1], [0, 0, 0, 0]]])
def test_counts_that_cannot_be_are_refused(vote, counts):
    with pytest.raises(traitlets.TraitError):
        vote.counts = counts


# --- the answer


def test_the_browser_does_not_get_the_key_before_the_answer(vote):
    counted(vote, 5, 4)
    send(vote, what_now=True)
    assert (vote.best, vote.revealed, vote.asked.best, vote.asked.feedback) == (-1, False, -1, "")
    best = vote.options[vote.asked.question.answer]
    assert best not in vote.hint and "56%" not in vote.hint


def test_the_most_frequent_answer_of_the_last_vote_is_locked(vote):
    counted(vote, 3, 9)
    counted(vote, 9, 2, number=1)
    send(vote, reveal=True)
    asked = vote.asked
    assert asked.locked and asked.right and asked.feedback
    assert vote.revealed and vote.best == asked.question.answer
    assert say("vote_right_both", first=25, second=82) in vote.hint


def test_one_vote_is_enough(vote):
    counted(vote, 3, 9)
    send(vote, reveal=True)
    assert vote.asked.locked and not vote.asked.right
    assert say("vote_right_one", first=25, votes=12) in vote.hint


def test_a_tie_is_told_and_decided_by_whoever_teaches(vote):
    best = vote.asked.question.answer
    counted(vote, 4, 4)
    send(vote, reveal=True)
    row = vote.counts[0]
    first, second = ("ABCDEF"[place] for place, count in enumerate(row) if count == 4)
    assert not vote.asked.locked and not vote.said, "it is no error"
    assert f"A tie between {first} and {second}, with 4 votes each. Vote once more" in vote.hint
    vote.asked.chosen = best
    send(vote, reveal=True)
    assert vote.asked.locked and vote.asked.chosen == best


def test_a_choice_outside_the_tie_does_not_decide_it(vote):
    counted(vote, 4, 4)
    best = vote.asked.question.answer
    others = {best, (best - 1) % len(vote.options)}
    vote.asked.chosen = next(p for p in range(len(vote.options)) if p not in others)
    send(vote, reveal=True)
    assert not vote.asked.locked


def test_without_votes_the_answer_waits_for_a_choice(vote):
    send(vote, reveal=True)
    assert not vote.asked.locked and say("vote_none_reveal") in vote.hint and not vote.said
    vote.asked.chosen = 0
    send(vote, reveal=True)
    assert vote.asked.locked and vote.revealed and not vote.hint


def test_locking_the_question_by_hand_shows_the_answer_here_too(vote):
    counted(vote, 1, 3)
    vote.asked.chosen = 0
    vote.asked.locked = True
    assert vote.revealed and vote.best == vote.asked.question.answer
    send(vote, reveal=True)  # and once more does nothing
    vote.round = 1
    assert vote.hint, "what was shown stays when the other vote is looked at"


def test_a_class_is_unsure_unless_asked():
    question = next(q for q in load_questions("steroids") if q.stage == "predict")
    vote = Vote(QuestionWidget(question, {}, ask_sure=True, judge=False))
    counted(vote, 2, 5)
    send(vote, reveal=True)
    assert vote.asked.locked and vote.asked.sure == UNSURE
    assert vote.best == -1 and not vote.hint, "the model answers a prediction"


def test_leaders():
    assert leaders([0, 0, 0]) == []
    assert leaders([1, 5, 5]) == [1, 2]


# --- on the page


def votes_of(shown):
    return [part for part in shown if isinstance(part, Vote)]


def test_an_ordinary_page_has_no_vote(asked):
    assert vote_for(asked) == []


def test_every_question_has_its_vote_in_class_and_nothing_is_kept(monkeypatch, tmp_path):
    file = tmp_path / "progress.sqlite3"
    monkeypatch.setenv("HAIR_CYCLE_LAB_PROGRESS", str(file))
    monkeypatch.setenv("QUERY_STRING", "class=1")
    made = []
    monkeypatch.setattr(Vote, "__init__", _noting(made, Vote.__init__))
    page = pages.Page(find_lesson("steroids"))
    for stage in (page.predict, page.look, page.seen):
        stage()
    assert [vote.asked.question.stage for vote in made] == ["predict"]
    counted(made[0], 1, 5)
    send(made[0], reveal=True)
    assert page.prediction.locked and page.stages[0].done
    assert not file.exists(), "a class is nobody's progress"


def _noting(made, begin):
    def init(self, asked):
        begin(self, asked)
        made.append(self)

    return init


# --- a reload, and a second screen


def test_a_page_that_is_loaded_again_shows_what_it_showed(vote):
    kept = {"counts": [[1, 2, 3, 4], [4, 3, 2, 1]], "round": 1, "answer": None}
    kept["counts"] = [row[: len(vote.options)] for row in kept["counts"]]
    send(vote, follow=kept)
    assert vote.counts == kept["counts"] and vote.round == 1
    assert vote.own == 0, "what came from another screen is not sent back to it"
    send(vote, option=0, step=1)
    assert vote.own == 1
    send(vote, follow={"answer": [0, 2]})
    assert vote.asked.locked and vote.asked.chosen == 0 and vote.revealed
    assert vote.own == 1 and vote.answer == [0, vote.asked.sure]


@pytest.mark.parametrize(
    "kept",
    [None, [], {"counts": [[1]]}, {"counts": "x"}, {"round": 7}, {"answer": [99, 0]}],
)
def test_what_is_no_sheet_changes_nothing(vote, kept):
    before = vote.counts, vote.round
    send(vote, follow=kept)
    assert (vote.counts, vote.round) == before and not vote.asked.locked


def test_parts_that_a_button_opens_are_opened_again(monkeypatch):
    monkeypatch.setenv("QUERY_STRING", "class=1")
    page = pages.Page(find_lesson("steroids"))
    for stage in (page.predict, page.look, page.seen, page.explain, page.worked, page.challenge):
        stage()
    predict, look, seen, *_ = page.stages
    assert not predict.done and not look.opened
    predict.mark._message(None, {"finish": True}, None)
    assert predict.done and look.opened and not look.done and predict.mark.done
    look.mark._message(None, {"finish": True}, None)
    assert look.done and seen.opened and not seen.done
    look.mark._message(None, {"finish": True}, None)  # and once more does nothing


def test_an_ordinary_page_has_no_marks():
    page = pages.Page(find_lesson("steroids"))
    page.predict()
    assert page.stages[0].mark is None
