"""What a setup in an address is about: it names data by the hash of their content, which is no key."""

from app.people import owners
from app.store import known_data, open_store
from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.brought import named_by
from core.store.data_folder import DATA
from core.store.datasets import Data
from core.store.whose import name_of_brought


def data_of_setup(spec: ExperimentSpec) -> Data:
    """The data, called as whoever is there calls them.

    A hash stands in reports, and whoever has the same content can work it out: it opens only what one has
    brought or trained on, and what is public.

    Raises:
        UserError: `data_gone` or `vectors_gone`, for what is somebody else's too.
    """
    mine, store = owners(), open_store()
    if mine is None:
        return known_data(spec)
    names = {name: name_of_brought(store.engine, name, mine) for name in named_by(spec)}
    data = known_data(spec, names[spec.data, DATA] or None)
    for (_, kind), called in names.items():
        if called is None and (kind != DATA or data.source == "upload"):
            raise UserError("data_gone" if kind == DATA else "vectors_gone")
    return data
