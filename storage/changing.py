"""What every row that changes carries, and how all constraints are named."""

from datetime import datetime

from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {  # without names, SQLite could never drop a constraint again
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Changing(SQLModel):
    """What every row that changes carries; `version` counts the changes."""

    created_at: datetime
    updated_at: datetime
    version: int = 1
