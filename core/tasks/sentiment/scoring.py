"""Score many texts with an experiment's networks, a part at a time; the engine's quick worker answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import UserError
from core.store.engine_process import ensure_engine
from core.store.requests import answer, ask
from core.store.store import Store
from core.tasks.classified.ranking import is_unsure, ranked
from core.tasks.sentiment.new_texts.learning import Learnt
from core.tasks.sentiment.spec import SentimentSpec
from core.text.reading import readable_texts
from core.words.methods import alone

PART = 64  # texts asked about at once
PATIENCE = 90.0  # seconds for one part; an engine may have to start first
IDLE = 60.0  # seconds after which an engine that was started for this leaves
MOSTLY = 0.5  # share of unknown words beyond which an answer means nothing


@dataclass(frozen=True)
class Scored:
    """Texts with what every cell says about them: the mean of its seeds, as on the result's page.

    What is to be used comes first where it is no cell alone: the bag of words, or a cell with it.
    """

    texts: list[str]
    classes: tuple[str, ...]
    probabilities: dict[str, list[list[float]]]  # method -> text -> class; of an empty text there are none
    seeds: dict[str, list[int]]  # the seeds whose networks are averaged; of a bag of words none
    about: list[dict[str, Any]]  # words, read, unknown, language, foreign; nothing of a text not asked about
    sent: str = ""  # the method to be used, named before the test; empty where none was

    def doubt(self, text: int) -> str:
        """Why an answer means nothing (see `doubt_of`); empty where it means something."""
        return doubt_of(self.about[text])

    def ranked(self, cell: str, text: int) -> list[int]:
        """The classes from the likeliest on; none where an answer means nothing."""
        return [] if self.doubt(text) else ranked(self.probabilities[cell][text])

    def label(self, cell: str, text: int) -> str:
        """The likeliest class; empty where an answer means nothing."""
        return next((self.classes[place] for place in self.ranked(cell, text)), "")

    def unsure(self, cell: str, text: int) -> bool:
        """Whether the second best class is close behind."""
        return not self.doubt(text) and is_unsure(self.probabilities[cell][text])


def answers_of(answer: Mapping[str, Any]) -> dict[str, list[list[float]]]:
    """By method what was told of each text: of all cells, then of the bag of words; before them what is to be
    used if that is no cell.
    """
    cells = {cell: one["probabilities"] for cell, one in answer["cells"].items()}
    sent, others = answer.get("sent", ""), answer.get("others", {})
    found = cells | {name: one for name, one in others.items() if alone(name) == name}
    return {sent: others[sent]} | found if sent in others else found


def doubt_of(about: dict[str, Any]) -> str:
    """Why what a network says of a text means nothing; empty where it means something.

    Returns:
        "empty", "beyond" (more texts than are asked about), "no_words", "foreign" (another language than
        those trained on), "all_unknown", "mostly_unknown" (more than half of the words that are read), or "".
    """
    if not about:
        return "empty"
    if "beyond" in about:
        return "beyond"
    if about["words"] == 0:
        return "no_words"
    if about["foreign"]:
        return "foreign"
    if about["unknown"] == about["read"]:
        return "all_unknown"
    return "mostly_unknown" if about["unknown"] > MOSTLY * about["read"] else ""


def score(
    store: Store,
    id: str,
    texts: Sequence[str],
    on_part: Callable[[int], object] = lambda done: None,
    *,
    most: int | None = None,
    asker: str | None = None,
    clean: Sequence[str] | None = None,
    learnt: Learnt | None = None,
) -> Scored:
    """Ask all cells of an experiment about some texts; empty ones stay in their places, without an answer.

    Texts are cleaned as before training, and as much of them is read.

    Args:
        on_part: Called with the number of texts done so far, first with none.
        most: Texts that are asked about; those behind them stay in their places, without an answer.
        asker: As an experiment's owner.
        clean: The same texts as networks are asked about them, where somebody has cleaned them already.
        learnt: From what the cells that it names learn on before they answer; by default all are as trained.

    Raises:
        UserError: `unknown_experiment`, `not_a_classifier`, `no_texts`, or what a network cannot answer.
    """
    experiment = store.experiment(id)
    if experiment.task != SentimentSpec.kind:
        raise UserError("not_a_classifier")
    clean = readable_texts(texts[:most]) if clean is None else clean[:most]
    asked = [place for place, text in enumerate(clean) if text]
    if not asked:
        raise UserError("no_texts")
    ensure_engine(store, idle_seconds=IDLE)
    classes = store.text_facts(experiment.data).classes
    beyond = len(clean)
    about: list[dict[str, Any]] = [{} if n < beyond else {"beyond": True} for n in range(len(texts))]
    found: dict[str, list[list[float]]] = {}
    seeds: dict[str, list[int]] = {}
    sent = ""
    further: dict[str, Any] = {} if learnt is None else {"data": learnt.data, "learnt": learnt.kept}
    on_part(0)
    for start in range(0, len(asked), PART):
        part = asked[start : start + PART]
        wanted = ask(
            store.engine, id, "score", asker=asker, texts=[clean[place] for place in part], **further
        )
        reply = answer(store.engine, wanted, PATIENCE)
        sent = reply.get("sent", "")
        for name, answered in answers_of(reply).items():
            rows = found.setdefault(name, [[] for _ in texts])
            seeds[name] = reply["cells"].get(alone(name), {}).get("seeds", [])
            for place, row in zip(part, answered, strict=True):
                rows[place] = row
        for place, one in zip(part, reply["texts"], strict=True):
            about[place] = one
        on_part(part[-1] + 1 if start + PART < len(asked) else beyond)
    return Scored(list(texts), classes, found, seeds, about, sent)
