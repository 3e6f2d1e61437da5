"""Quick questions beside the training: read from the store, asked of the worker kept for them, answered."""

import logging
import threading
import time
from dataclasses import replace
from typing import Any

import distributed

from core.cells import USUAL
from core.engine import asked as questions
from core.engine.askers import Askers
from core.engine.lease import LeaseLost
from core.engine.ledger import Ledger
from core.engine.open_questions import asked_of, open_question_of, rehearsal
from core.errors import UserError
from core.store.records import Experiment
from core.store.requests import Request, Waiting, is_long, request_of
from core.store.requests import waiting as questions_waiting
from core.store.store import Store
from core.store.trouble import StoreTrouble
from core.tasks.question import OpenQuestion, Question

LOOK = 0.02  # seconds between looks at the store, while somebody asks
SELDOM = 0.2  # and while nobody does: fifty looks a second took a tenth of a core
ASKING = 60.0  # seconds after a question in which more are likely
AT_ONCE = 2  # questions: one is answered, the next one is there
AT_ONCE_ELSEWHERE = 8  # where any worker of a cluster may answer
TROUBLED = 1.0  # seconds to wait when that did not work

log = logging.getLogger(__name__)


class Questions:
    """Takes questions in a thread of its own; answers are written as they come."""

    def __init__(self, store: Store, ledger: Ledger, client: distributed.Client, quick: int | None) -> None:
        self.store, self.ledger, self.client, self.quick = store, ledger, client, quick
        self._open: dict[str, str] = {}  # askers by requests at work
        self._askers = Askers()
        self._long: dict[str, bool] = {}  # requests that wait, each looked at once
        # By experiment: the runs that were done, its question, how to complete that.
        self._questions: dict[str, tuple[tuple[str, ...], OpenQuestion]] = {}
        self._expected: set[str] = set()  # experiments that will be asked about
        self._late: list[tuple[Request, dict[str, Any]]] = []  # answers that could not be written yet
        self._asked = -ASKING  # when the last question came
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def open(self) -> None:
        """Begin; the worker gets ready meanwhile."""
        self._ready = self._submit(questions.warm_up)
        self._thread.start()

    def warm_up(self, after: list[Any]) -> None:
        """Trace what questions about the embedded texts need, once the last of some futures is done."""
        if after and self.quick is not None:
            after[-1].add_done_callback(lambda _: self._warm_up(list(USUAL)))

    def _warm_up(self, cells: list[str]) -> None:
        """One cell after another, as long as nobody asks: a question would have to wait for it."""
        if cells and not self._questions:
            first, *others = cells
            self._warming = self._submit(questions.warm_up_sample, first, urgent=False)
            self._warming.add_done_callback(lambda _: self._warm_up(others))

    def expect(self, experiment: str) -> None:
        """A network of this experiment is trained: as soon as each cell has one, questions will come."""
        if self.quick is not None:
            self._expected.add(experiment)

    @property
    def at_work(self) -> bool:
        """Whether somebody waits for an answer: the engine stays until it is there."""
        return bool(self._open)

    def close(self) -> None:
        """Take no more questions."""
        self._closing.set()
        self._thread.join(timeout=2.0)

    def _work(self) -> None:
        while not self._closing.wait(LOOK if time.monotonic() - self._asked < ASKING else SELDOM):
            try:
                self._take()
                while self._expected:
                    self._rehearse(self.store.experiment(self._expected.pop()))
                while self._late:
                    self._write(*self._late.pop())
            except LeaseLost:
                return
            except StoreTrouble as trouble:
                log.warning("answers wait: %s", trouble)
                self._closing.wait(TROUBLED)
            except Exception:
                log.exception("the questions stumbled")  # a question must never end the engine
                self._closing.wait(TROUBLED)

    def _take(self) -> None:
        """Begin as many questions as keep the worker busy; the others wait where they can be told apart."""
        while len(self._open) < (AT_ONCE if self.quick is not None else AT_ONCE_ELSEWHERE):
            open = dict(self._open)  # answers come in Dask's thread
            waiting = [one for one in self._waiting() if one.id not in open]
            chosen = self._askers.next_question(waiting, open.values())
            if chosen is None:
                return
            request = request_of(self.store.engine, chosen.id)
            if request is not None:
                self._open[chosen.id] = chosen.asker
                self._begin(request)

    def _waiting(self) -> list[Waiting]:
        found, engine = questions_waiting(self.store.engine), self.store.engine
        known = self._long
        self._long = {one.id: known[one.id] if one.id in known else is_long(engine, one.id) for one in found}
        return [replace(one, long=self._long[one.id]) for one in found]

    def _rehearse(self, experiment: Experiment) -> None:
        """Ask for what a person will ask for, so that it is traced by then."""
        if not self._all_trained(experiment):
            return
        question, _ = self._ready_for(experiment)
        for asked in rehearsal(experiment.task, question):
            self._submit(questions.answer, asked, urgent=False)

    def _all_trained(self, experiment: Experiment) -> bool:
        """Whether each cell has its first network, and none had one before."""
        runs = [run for run in self.store.runs(experiment.id) if run.kind == "backtest"]
        done = [run.cell for run in runs if run.state == "done"]
        return sorted(done) == sorted(experiment.spec.cells)

    def _begin(self, request: Request) -> None:
        self._asked = time.monotonic()
        try:
            asked = self._question(request)
        except StoreTrouble:
            self._open.pop(request.id, None)
            raise
        except UserError as error:
            self._write(request, {"error": {"key": error.key, "facts": error.facts}})
            return
        self._send(request, asked.light(), asked)

    def _send(self, request: Request, question: Question, full: Question | None) -> None:
        """Ask without weights; once more with them if the worker has to load a network."""
        future = self._submit(questions.answer, question)

        def ended(future: Any) -> None:
            answer = future.result() if future.status == "finished" else _failed(future)
            if "missing" in answer and full is not None:
                self._send(request, full, None)
                return
            self._write(request, answer)
            if full is None and question.kind == "score":  # new networks: trace what may be asked next
                asked = {"texts": question.asked["texts"][:1]}
                self._submit(questions.answer, replace(question, kind="explain", asked=asked))

        future.add_done_callback(ended)

    def _submit(self, task: Any, *given: Any, urgent: bool = True) -> Any:
        workers = {"workers": [self.quick], "allow_other_workers": False} if self.quick is not None else {}
        return self.client.submit(
            task, *given, pure=False, priority=10 if urgent else 0, retries=1, **workers
        )

    def _write(self, request: Request, answer: dict[str, Any]) -> None:
        """Into the store; later, if that cannot be written now."""
        try:
            self.ledger.answer(request.id, answer)
        except StoreTrouble:
            self._late.append((request, answer))
            raise
        self._open.pop(request.id, None)

    def _question(self, request: Request) -> Question:
        """The question with everything the worker needs; raises `not_trained_yet`."""
        experiment = self.store.experiment(request.experiment)
        return asked_of(self._ready_for(experiment), request.kind, request.question)

    def _ready_for(self, experiment: Experiment) -> OpenQuestion:
        """A question without what is asked; made anew when more runs are done."""
        done = tuple(run.id for run in self.store.runs(experiment.id) if run.state == "done")
        if experiment.id not in self._questions or self._questions[experiment.id][0] != done:
            question = open_question_of(self.store, experiment)
            self._questions = {experiment.id: (done, question)}  # one is asked about
        return self._questions[experiment.id][1]


def _failed(future: Any) -> dict[str, Any]:
    error = future.exception() if future.status == "error" else None
    log.error("a question failed", exc_info=error)
    reason = f"{type(error).__name__}: {error}"[:200] if error else future.status
    return {"error": {"key": "answer_failed", "facts": {"reason": reason}}}
