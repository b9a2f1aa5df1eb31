"""A visit that goes on until the orders are sent, for the tests of what comes after."""

from helpers.clinic.play import CasePlay


def order(case, names, **more):
    """Play with nothing asked but the onset, until the orders are sent."""
    play = CasePlay(case, "Patient", lambda *_: None, **more)
    play.parts["history"].chosen = ["onset"]
    play.parts["history"].locked = True
    play.parts["look"].locked = True
    guess = play.parts["first_guess"]
    guess.ranked, guess.sure = ["te"], 2
    guess.locked = True
    play.parts["tests"].chosen = list(names)
    play.parts["tests"].ask()
    play.parts["tests"].locked = True
    return play
