"""What the engine knows of a classifying experiment that is asked about."""

from dataclasses import replace

from core.evaluate import from_before
from core.evaluate.classification import temperature
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.question import KeptBag, OpenQuestion, Question
from core.tasks.results import cell_runs, shared_runs, typical_seed
from core.tasks.sentiment.answers import CellAnswers, baseline_names, best_bag
from core.tasks.sentiment.judging import chosen
from core.tasks.sentiment.spec import SentimentSpec
from core.tasks.sentiment.texts import Texts
from core.tasks.trained_networks import kept_networks

RARE_LANGUAGE = 0.05  # share of the texts below which a language does not count as trained


def open_question(store: Store, experiment: Experiment, baselines: Run, runs: list[Run]) -> OpenQuestion:
    """A question about texts without what is asked; nothing has to be added to it."""
    arrays, data, task = (
        store.arrays(baselines.id),
        store.text_facts(experiment.data),
        experiment.spec.of(SentimentSpec),
    )
    source = Texts(
        data.classes,
        tuple(name for name, share in data.report.languages.items() if share >= RARE_LANGUAGE),
        tuple(arrays["vocabulary"].tobytes().decode().split("\n")),
        arrays.get("class_ratios"),
        arrays.get("pair_ratios"),
        store.data.vectors(task.vectors) if task.vectors else None,
    )
    of_cell = {cell: each for cell, each in shared_runs(runs, experiment.spec.cells).items() if each}
    truth, cells = (
        arrays["calibration_truth"],
        [cell_runs(store, cell, each, runs) for cell, each in of_cell.items()],
    )
    together = {
        kept.run: replace(kept, temperature=temperature(truth, store.arrays(kept.run)["calibration"]))
        for each in of_cell.values()
        for kept in kept_networks(store, each)
    }
    typical = (
        typical_seed([run for run in each if run.id in together], cell) for cell, each in of_cell.items()
    )
    answers = [CellAnswers(each, arrays) for each in cells]
    bag, body = best_bag(arrays), store.artifact(baselines.id, "weights")
    outdated = from_before(baselines.facts)
    sent = "" if outdated else chosen(arrays, baseline_names(arrays), answers, bag).name
    question = Question(
        "", experiment.spec, source, tuple(together[run.id] for run in typical if run is not None),
        together=tuple(together.values()),
        heats={one.runs.cell: one.temperature for one in answers},
        bag=KeptBag(baselines.id, bag, body) if bag is not None and body is not None else None,
        sent=sent,
    )  # fmt: skip
    return question, lambda asked: asked


def rehearsal(question: Question) -> list[Question]:
    """Two explanations of lengths that differ: what is traced then serves every length."""
    source = question.source
    assert isinstance(source, Texts)
    texts = (" ".join(source.words[:count]) for count in (2, 3))
    return [replace(question, kind="explain", asked={"texts": [text]}) for text in texts]
