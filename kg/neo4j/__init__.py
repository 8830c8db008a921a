"""The graph as Neo4j has it: its tables and their files, the Cypher that loads them, and the push
to a server.

The files are written by `kg.export.neo4j`. Nothing here needs the driver but `server`, which asks
for it when it is called.
"""

from kg.neo4j.sync import Pushed, Tally, push

__all__ = ["Pushed", "Tally", "push"]
