"""What the pages to read and print say beside the lessons' own text, in one place."""

NAME = "Hair Cycle Lab"
SKIP = "Skip to the lesson"
HOW = (
    "This is the lesson to read and to print; the sliders of the app stand still here. Each "
    "picture says its setting, and the row for a slider shows its two ends, each beside the way "
    "the lesson starts (“before”). Pictures that the text puts left and right may stand one above "
    "the other. Choose an answer before you open what is said about it. The small numbers lead to "
    "the notes: kind, level of evidence and source."
)
HOW_PAPER = (
    "This is the lesson to read on paper; the sliders of the app stand still here. Each picture "
    "says its setting, and the row for a slider shows its two ends, each beside the way the lesson "
    "starts (“before”). The answers, the solution and some numbers behind the pictures stand at "
    "the end; choose before you look. The small numbers lead to the notes: kind, level of evidence "
    "and source."
)
HOW_CLINIC = (
    "These are the patients of the clinic to read and to print. Decide what you ask and examine "
    "before you open it, and commit yourself before you compare; the app also counts what your "
    "tests cost. The small numbers lead to the notes: kind, level of evidence and source."
)
HEADS = {
    "patients": "The patients",
    "predict": "Predict",
    "look": "Look",
    "seen": "What did you see?",
    "explain": "Why",
    "worked": "A worked case",
    "challenge": "Your turn",
    "check": "Check yourself",
    "variants": "The same questions in other words",
    "answers": "Answers",
    "sources": "Limits, sources, referral",
    "numbers": "The numbers behind the pictures",
    "notes": "Notes: where it comes from",
    "glossary": "Words of this lesson",
}
START = "As it starts"
BEFORE, AFTER = "First", "Then, beside the first"
AFTER_START = "Then, beside the start"
CONTROL = "What changes with: {name}"
CONTROLS = "What changes with each control"
MORE = "More controls"
SETTING, SAYS = "Set to", "The model says"
GOAL_START, SOLUTION = "Where you start", "A solution"
SHOW_SOLUTION = "Show a solution"
ANSWER = "Show the best answer, and what is to be said about each"
BEST = "best answer"
QUESTION = "Question {number}"
AT_END = "→ at the end, under “{name}”"
ORIGIN = "Where these numbers come from"
AS_SHOWN = "with the settings named at each picture"
COMPUTED = "Computed by this model"
AS_START = "set as it starts"
EXCEPT = "set as it starts, except: {settings}"
RESTS = "It rests on every number of this model, listed under “{name}” with ranges and sources."
BACK = "back"
NUMBERS_OF = "Numbers of: {name}"
ROWS = "Every {step}th of {all} rows; the HTML page has them all."
NO_PICTURE = (
    "Picture: not drawn, as no browser was at hand; the sentence and the table say the same."
)
CHART = "Chart: {axes}. The words below say what it shows."
NOTHING = "nothing"
MONTH = "month {number}"
HOW_SWITCHED = {
    "start": "as it starts",
    "without": "without {items}",
    "with": "with {items}",
}
FOOT = "A teaching model. Not for decisions about any patient; not yet reviewed by a clinician."
ALL = "All lessons"
AS_PDF = "This page as PDF"
INDEX_TITLE = "Hair Cycle Lab: pages to read and print"
INDEX = (
    "Every lesson as a page that needs no server and no network: for a phone, for paper, for a day "
    "without the app. The sliders stand still here, and nothing is remembered; to move them, and "
    "to be asked again after a week, use the app (`uv run lessons`)."
)
MISSING_PICTURES = (
    "No browser was at hand when these pages were built, so they have no pictures and no PDF. "
    "Install Chromium, Chrome or Edge and build them again."
)
MINUTES = "{number} minutes in the app"

# the clinic
PATIENT = "{place}. {name}, {age}, {work}"
LOOKS = "Level {level} of 3 · an invented patient · {skin} skin, {hair} hair"
HISTORY = "History: ask, then open the answer"
TESTS = "Examination and tests"
DECIDE = "What is it, and what do you do?"
DECIDE_TASK = (
    "Rank up to three explanations, say how sure you are of the first, and write a plan. Then "
    "compare."
)
SHOW_CASE = "Show what explains the hair best, and what is to be said about each choice"
EXPLAINS = "Explains the hair best: {name}."
STEPS = {
    "history": "Questions",
    "tests": "Examinations and tests",
    "differential": "Explanations",
    "plan": "Steps",
}
WORTH = {"key": "✓ should be made", "fits": "· reasonable", "trap": "↷ leads astray"}
SUMMARY, PLAN = "In two sentences", "A plan"
UNUSUAL = "unusual"
COURSE = "What the model computed for this patient"
