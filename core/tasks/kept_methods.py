"""Simple methods that stay fitted between quick questions."""

from collections import OrderedDict

from core.evaluate.bag import Bag, bag_from_bytes
from core.evaluate.shapes import Tell, fitted, shapes_from_bytes
from core.tasks.question import KeptBag, KeptShapes, Question

MOST = 4  # of each
_bags: OrderedDict[str, Bag] = OrderedDict()  # by run
_tells: OrderedDict[tuple[str, str], Tell] = OrderedDict()  # by run and method


def missing_methods(question: Question) -> list[str]:
    """The runs whose simple method has to be sent along."""
    bag, simple = question.bag, question.simple
    missing = [bag.run] if bag and bag.body is None and bag.run not in _bags else []
    if simple and simple.body is None and (simple.run, simple.name) not in _tells:
        missing.append(simple.run)
    return missing


def kept_bag(bag: KeptBag) -> Bag:
    """The bag of words of a run."""
    if bag.run not in _bags:
        _bags[bag.run] = bag_from_bytes(bag.body or b"")
        while len(_bags) > MOST:
            _bags.popitem(last=False)
    _bags.move_to_end(bag.run)
    return _bags[bag.run]


def kept_tell(simple: KeptShapes) -> Tell:
    """A method fitted as in the run of the baselines."""
    key = (simple.run, simple.name)
    if key not in _tells:
        _tells[key] = fitted(simple.name, shapes_from_bytes(simple.body or b""))
        while len(_tells) > MOST:
            _tells.popitem(last=False)
    _tells.move_to_end(key)
    return _tells[key]
