"""Quick questions, answered on the worker that is kept for them: networks stay loaded between questions."""

from typing import Any

from core.engine.insides import attribution, gradients, step, trace
from core.errors import UserError
from core.tasks.loaded import inside_of, missing_weights
from core.tasks.question import Question

ANSWERS = {"trace": trace, "step": step, "gradients": gradients, "attribution": attribution}


def answer(question: Question) -> dict[str, Any]:
    """Answer a question; `missing` names the runs whose weights have to be sent along.

    What a person can mend comes back as `error`.
    """
    missing = missing_weights(question)
    if missing:
        return {"missing": missing}
    try:
        own = inside_of(question.spec).ANSWERS
        return (ANSWERS | dict(own))[question.kind](question)
    except UserError as error:
        return {"error": {"key": error.key, "facts": error.facts}}
