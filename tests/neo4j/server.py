"""A real Neo4j community server for tests and measurements, out of the jars that Maven brings.

The version is the one of `pom.xml`. The jars stay in Maven's own repository; a home holds links to
them, and everything else of it may be thrown away.
"""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

PASSWORD: Final = "only-for-tests-1"
_POM: Final = Path(__file__).with_name("pom.xml")
_START_S: Final = 120
_STOP_S: Final = 60

_CONF: Final = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.directories.import=import
dbms.usage_report.enabled=false
server.memory.heap.initial_size={heap}
server.memory.heap.max_size={heap}
server.memory.pagecache.size=256m
db.tx_log.preallocate=false
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
internal.dbms.bolt.netty_server_shutdown_timeout=5s
"""
"""Where it listens, how much it takes, and a quick stop; whatever concerns data is as in the
settings that a server is delivered with."""

_COMMAND: Final = """\
#!/bin/sh
NEO4J_HOME=${NEO4J_HOME:-$(cd "$(dirname "$0")/.." && pwd)}
NEO4J_CONF=${NEO4J_CONF:-$NEO4J_HOME/conf}
export NEO4J_HOME NEO4J_CONF
exec java -Dfile.encoding=UTF-8 -cp "$NEO4J_HOME/lib/*" org.neo4j.server.startup.CLASS "$@"
"""
"""What the distribution's own scripts do; they are in no jar."""


def missing() -> str:
    """Say which program is missing for a server; empty where none is."""
    return ", ".join(name for name in ("java", "mvn") if shutil.which(name) is None)


def _cache_dir() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    root = Path(base) if base else Path.home() / ".cache"
    key = hashlib.sha256(_POM.read_bytes()).hexdigest()[:12]
    return root / "govreport-kg" / f"neo4j-{key}"


def jars() -> list[Path]:
    """Return the server's jars, which Maven downloads the first time.

    Raises:
        RuntimeError: Maven failed.
    """
    listed = _cache_dir() / "classpath"
    if listed.is_file():
        paths = [Path(part) for part in listed.read_text(encoding="utf-8").split(os.pathsep)]
        if all(path.is_file() for path in paths):
            return paths
    listed.parent.mkdir(parents=True, exist_ok=True)
    goal = ["dependency:build-classpath", "-DincludeScope=runtime", f"-Dmdep.outputFile={listed}"]
    done = subprocess.run(
        ["mvn", "-B", "-q", "-f", str(_POM), *goal], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"Maven could not get the server: {done.stdout[-2000:]}")
    return [Path(part) for part in listed.read_text(encoding="utf-8").split(os.pathsep)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Server:
    """A server in a home of its own; nothing of it listens elsewhere than on the loopback.

    Args:
        home: An absent or empty folder.
        heap: Java heap of the server and of the admin program.
    """

    home: Path
    heap: str = "1200m"
    port: int = 0
    _process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @property
    def uri(self) -> str:
        """Where its Bolt is."""
        return f"bolt://127.0.0.1:{self.port}"

    def prepare(self) -> None:
        """Make the home: jars, settings, commands, and the password of the user neo4j."""
        for name in ("bin", "conf", "data", "import", "lib", "logs", "plugins", "run"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        for jar in jars():
            (self.home / "lib" / jar.name).symlink_to(jar)
        for name, java_class in (("neo4j", "Neo4jCommand"), ("neo4j-admin", "Neo4jAdminCommand")):
            command = self.home / "bin" / name
            command.write_text(_COMMAND.replace("CLASS", java_class), encoding="utf-8")
            command.chmod(0o755)
        self.port = _free_port()
        conf = _CONF.format(port=self.port, heap=self.heap)
        (self.home / "conf" / "neo4j.conf").write_text(conf, encoding="utf-8")
        done = self.run(
            [str(self.home / "bin" / "neo4j-admin"), "dbms", "set-initial-password", PASSWORD]
        )
        if done.returncode:
            raise RuntimeError(f"neo4j-admin failed: {done.stdout}{done.stderr}")

    def run(self, command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        """Run a program with the home in its environment."""
        return subprocess.run(
            command,
            env={**os.environ, "NEO4J_HOME": str(self.home)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def start(self) -> None:
        """Start it and wait until it answers.

        Raises:
            RuntimeError: It ended, or does not answer in time.
        """
        entry = ["org.neo4j.server.CommunityEntryPoint", "--console-mode"]
        places = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        log = self.home / "logs" / "console.log"
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                ["java", f"-Xmx{self.heap}", "-cp", f"{self.home}/lib/*", *entry, *places],
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + _START_S
        while time.monotonic() < end:
            if self._process.poll() is not None:
                break
            if self._answers():
                return
            time.sleep(0.3)
        self.stop()
        raise RuntimeError(f"the server did not start: {log.read_text(encoding='utf-8')[-3000:]}")

    def _answers(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", self.port)):
                return False
        try:
            with self.driver() as driver:
                driver.execute_query("RETURN 1", database_="neo4j")
        except (DriverError, Neo4jError):
            return False
        return True

    def driver(self) -> Driver:
        """Open a driver as the user neo4j."""
        return GraphDatabase.driver(self.uri, auth=("neo4j", PASSWORD))

    def stop(self) -> None:
        """Stop it; nothing where it does not run."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
