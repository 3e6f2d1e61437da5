"""Which version a store has, and the way from there to ours.

Alembic takes the steps. It is imported only where there are any: that costs a third of a second, and the
pages' process opens a store of its own version on nearly every start.
"""

from sqlalchemy import Connection, insert, inspect, select

from core.errors import UserError
from core.store.schema import metadata, version

VERSION = "12"  # the newest in `migrations/versions`


def version_of(connection: Connection) -> str | None:
    """The version that is written in the store; None for an empty one and for those made before Alembic."""
    if not inspect(connection).has_table(version.name):
        return None
    return connection.execute(select(version.c.version_num)).scalar()


def bring_up_to_date(connection: Connection) -> None:
    """Make the tables, or migrate those that are there; what they hold is kept.

    Raises:
        UserError: `store_too_new` for a store that a newer version has written; nothing is changed then.
    """
    if not inspect(connection).has_table("experiments"):
        metadata.create_all(connection)
        connection.execute(insert(version).values(version_num=VERSION))
        return
    found = version_of(connection) or _version_before_alembic(connection)
    if found not in map(str, range(1, int(VERSION) + 1)):
        raise UserError("store_too_new", found=found, known=VERSION)
    if found != VERSION or version_of(connection) is None:
        _migrate(connection, found)


def _version_before_alembic(connection: Connection) -> str:
    """Stores used to be without a version: their tables tell it."""
    if inspect(connection).has_table("requests"):
        return "3"
    columns = {column["name"] for column in inspect(connection).get_columns("epochs")}
    return "2" if "val_accuracy" in columns else "1"


def _migrate(connection: Connection, found: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "core.store:migrations")
    config.attributes["connection"] = connection
    if version_of(connection) is None:
        command.stamp(config, found)
    command.upgrade(config, VERSION)
