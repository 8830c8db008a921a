"""The connection to a Neo4j server: opening it, reading, writing with retries, and what its errors
mean to a user. What is read or written is not known here."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.errors import MissingExtraError, ServerError

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

OLDEST: Final = (5, 26)
"""The oldest server that the statements are written for: the long-term release."""

_URI: Final = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://")
_AGENT: Final = re.compile(r"Neo4j/(\d+)\.(\d+)")
_CODES: Final[Mapping[str, str]] = {
    "Unauthorized": "wrong user or password for user {user!r}; set NEO4J_PASSWORD",
    "AuthenticationRateLimit": "too many wrong passwords for user {user!r}; wait, then try again",
    "CredentialsExpired": "the first password of user {user!r} must be changed; do that first",
    "Forbidden": "user {user!r} may not do this; take one that may write and make constraints",
    "DatabaseNotFound": "no database {database!r} there; see SHOW DATABASES",
    "ConstraintCreationFailed": "database {database!r} holds nodes of others with label Entity "
    "whose ids are not unique; use another database",
}
"""Last part of a server's error code, and what to say."""


@dataclass(frozen=True, slots=True)
class Link:
    """An open connection to a database."""

    driver: "Driver"
    database: str

    def read(self, statement: str, **params: Any) -> Iterator[tuple[Any, ...]]:
        """Run a statement that writes nothing, and yield its rows as they come."""
        with self.driver.session(database=self.database, default_access_mode="READ") as session:
            for record in session.run(statement, params):
                yield tuple(record.values())

    def change(self, statement: str) -> None:
        """Run a statement on constraints or indexes."""
        with self.driver.session(database=self.database) as session:
            session.run(statement).consume()

    def write(self, statement: str, **params: Any) -> list[tuple[Any, ...]]:
        """Run a statement in a transaction that is tried again where the server says so.

        Args:
            statement: Must do the same when it is done twice.
            params: Its parameters.

        Returns:
            Its rows.
        """

        def work(transaction: "ManagedTransaction") -> list[tuple[Any, ...]]:
            return [tuple(record.values()) for record in transaction.run(statement, params)]

        with self.driver.session(database=self.database) as session:
            return session.execute_write(work)


@contextmanager
def connected(uri: str, *, user: str, password: str, database: str) -> Iterator[Link]:
    """Open a connection, and turn the driver's errors into ours while it is open.

    Raises:
        MissingExtraError: The driver is not installed.
        ServerError: There is no server, it refuses, or it is too old.
    """
    if not _URI.match(uri):
        raise ServerError(f"{uri}: is no address of a Neo4j server; write bolt://127.0.0.1:7687")
    try:
        from neo4j import GraphDatabase
        from neo4j.exceptions import DriverError, Neo4jError
    except ImportError as exc:
        raise MissingExtraError("no Neo4j driver; install the extra: govreport-kg[neo4j]") from exc
    try:
        with GraphDatabase.driver(
            uri, auth=(user, password), notifications_min_severity="OFF"
        ) as driver:
            check_version(driver.get_server_info().agent, uri)
            yield Link(driver, database)
    except Neo4jError as exc:
        raise ServerError(_meaning(exc, uri, user, database)) from exc
    except (DriverError, ValueError) as exc:
        raise ServerError(_unreachable(exc, uri)) from exc


def check_version(agent: str, uri: str) -> None:
    """See that a server is new enough.

    Args:
        agent: What the server calls itself (`Neo4j/5.26.30`).
        uri: Where it is.

    Raises:
        ServerError: It is older, or no Neo4j.
    """
    found = _AGENT.match(agent)
    if found is None:
        raise ServerError(f"{uri}: is {agent!r}, not Neo4j; give a Neo4j 5.26 server or newer")
    if (int(found[1]), int(found[2])) < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        raise ServerError(f"{uri}: is {agent}; {wanted} or newer is needed")


def _meaning(exc: Any, uri: str, user: str, database: str) -> str:
    code = str(exc.code).rpartition(".")[2]
    if code in _CODES:
        return f"{uri}: {_CODES[code].format(user=user, database=database)}"
    return f"{uri}: the server says {exc.code}: {_one_line(exc.message)}"


def _unreachable(exc: Exception, uri: str) -> str:
    reason = _one_line(str(exc))
    return f"{uri}: no Neo4j server answers; start it or give its address with --uri ({reason})"


def _one_line(text: str | None) -> str:
    return " ".join((text or "no message").split())[:200]
