"""Tables of the store. A run's state changes only by guarded updates (see `states`)."""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

version = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))  # one row

datasets = Table(
    "datasets", metadata,
    Column("hash", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("added", Float, nullable=False),  # seconds since 1970, as all times here
)  # fmt: skip

brought = Table(  # who brought what: the same content may come from several, and lies there once
    "brought", metadata,
    Column("hash", String(64), primary_key=True),
    Column("kind", String(8), primary_key=True),  # of its file: parquet (data) | npz (word vectors)
    Column("owner", String(64), primary_key=True, index=True),  # "" for nobody, or what counts for nobody
    Column("name", Text),  # what whoever brought it calls it: of others nobody sees theirs
    Column("bytes", BigInteger, nullable=False),  # 0 until somebody looks, in stores of older versions
    Column("added", Float, nullable=False),
    Column("touched", Float, nullable=False),  # when it was last wanted: unused, it goes a day later
)  # fmt: skip

sweeps = Table(
    "sweeps", metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("task", String(16), nullable=False),
    Column("data", String(64), ForeignKey("datasets.hash"), nullable=False),
    Column("spec", Text, nullable=False),  # JSON
    Column("ends", Text, nullable=False),  # JSON: what its networks are connected to
    Column("created", Float, nullable=False),
    Column("owner", String(64), index=True),
    Column("state", String(16), nullable=False, index=True),  # running | done | stopped | failed
    Column("winner", String(32), index=True),  # the experiment that scores the best setting on test
    Column("source_name", Text),  # what the data was called by whoever asked for it
    Column("error", Text),  # JSON: key and facts
)  # fmt: skip

experiments = Table(
    "experiments", metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("task", String(16), nullable=False),
    Column("data", String(64), ForeignKey("datasets.hash"), nullable=False),
    Column("spec", Text, nullable=False),  # JSON
    Column("created", Float, nullable=False),
    Column("stop_requested", Float),
    Column("owner", String(64), index=True),  # whose list it is on; empty where there is one person only
    # The sweep that tries its setting, or empty. SQLite cannot add a foreign key to a table that is there.
    Column("sweep", String(32), index=True),
    Column("source_name", Text),  # what the data was called then; the same content may come again as another
    Column("found", Text),  # JSON: the verdict without words, once nothing runs any more (see `found`)
)  # fmt: skip

runs = Table(
    "runs", metadata,
    Column("id", String(32), primary_key=True),
    Column("experiment", ForeignKey("experiments.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("place", Integer, nullable=False),  # order within the experiment
    Column("kind", String(16), nullable=False),  # simple | backtest | refit | final | ablation | trial
    Column("cell", String(16), nullable=False),  # "" for the baselines
    Column("seed", Integer, nullable=False),
    Column("units", Integer, nullable=False),
    Column("weights", Integer, nullable=False),  # trainable numbers
    Column("state", String(16), nullable=False),
    Column("attempt", Integer, nullable=False, default=0),
    Column("engine", Integer),  # number of the lease under which it runs
    Column("started", Float),
    Column("finished", Float),
    Column("error", Text),  # JSON: key and facts
    Column("device", Text),
    Column("kernel", String(32)),  # chosen once; a retry keeps it
    Column("kernel_reason", String(64)),
    Column("facts", Text),  # JSON: seconds, best epoch, losses
    UniqueConstraint("experiment", "kind", "cell", "seed"),
    Index("ix_runs_waiting", "state", "experiment", "place"),  # who waits is read twice a second
)  # fmt: skip

epochs = Table(
    "epochs", metadata,
    Column("run", String(32), ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("epoch", Integer, primary_key=True),  # number of the look at the losses, from 1
    Column("loss", Float, nullable=False),
    Column("val_loss", Float),
    Column("val_accuracy", Float),  # where answers are classes
    Column("seconds", Float, nullable=False),  # since training began
    Column("samples", Integer, nullable=False),  # examples seen per second
    Column("updates", Integer),  # of the weights, so far; empty where a look came after each epoch
    Column("epochs", Float),  # passes over the examples, so far; empty likewise
)  # fmt: skip

artifacts = Table(
    "artifacts", metadata,
    Column("run", String(32), ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(32), primary_key=True),  # "arrays" (npz) or "weights" (h5)
    Column("body", LargeBinary, nullable=False),
)  # fmt: skip

forecasts = Table(  # as they were told; nothing of them changes afterwards
    "forecasts", metadata,
    Column("id", String(32), primary_key=True),
    Column("experiment", String(32), ForeignKey("experiments.id", ondelete="CASCADE"), nullable=False),
    Column("made", Float, nullable=False),
    Column("way", String(16), nullable=False),  # how networks came to it: "first" or "trained"
    Column("data", String(64), nullable=False),  # all rows that were known then
    Column("body", Text, nullable=False),  # JSON: see `core.tasks.forecast.new_rows.told`
    UniqueConstraint("experiment", "data", "way"),
)  # fmt: skip

findings = Table(  # what was found out about an experiment after it had ended, and what a person decided then
    "findings", metadata,
    Column("experiment", String(32), ForeignKey("experiments.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(16), primary_key=True),  # see `core.tasks.sentiment`
    Column("key", String(64), primary_key=True),  # which of its kind; "" of one that is alone
    Column("made", Float, nullable=False),
    Column("data", String(64)),  # that it rests on, beside the experiment's own: kept as long as it is
    Column("body", Text, nullable=False),  # JSON
)  # fmt: skip

asked_in_class = Table(  # see `class_space`
    "asked_in_class", metadata,
    Column("name", String(64), primary_key=True),  # of the class, in small letters
    Column("experiment", String(32), ForeignKey("experiments.id", ondelete="CASCADE"), primary_key=True),
    Column("who", String(64), primary_key=True),  # as an experiment's owner, or the pupil
    Column("pupil", String(64), nullable=False),
    Column("asked", Float, nullable=False),
)  # fmt: skip

requests = Table(
    "requests", metadata,
    Column("id", String(32), primary_key=True),
    Column("experiment", String(32), ForeignKey("experiments.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(16), nullable=False),  # what is asked, see `core.engine.quick`
    Column("question", Text, nullable=False),  # JSON
    Column("asked", Float, nullable=False, index=True),
    Column("answer", Text),  # JSON, once there is one
    Column("asker", String(64)),  # as an experiment's owner
)  # fmt: skip
Index(  # those that wait are looked for fifty times a second, among all of the last hour
    "ix_requests_open", requests.c.asked,
    sqlite_where=requests.c.answer.is_(None), postgresql_where=requests.c.answer.is_(None),
)  # fmt: skip

engines = Table(
    "engines", metadata,
    Column("number", Integer, primary_key=True),  # grows with every lease; the highest is the engine
    Column("pid", Integer, nullable=False),
    Column("host", Text, nullable=False),
    Column("heartbeat", Float, nullable=False),
    Column("state", String(16), nullable=False),  # starting | ready | gone
    Column("facts", Text),  # JSON: workers, device
)  # fmt: skip
