"""`kg neo4j push`: a build into a server."""

from pathlib import Path

import click

from kg.cli.edge import FILE, Progress


@click.group()
def neo4j() -> None:
    """Put a build into a Neo4j server."""


@neo4j.command()
@click.option("-d", "--directory", required=True, type=FILE, metavar="DIR", help="A build.")
@click.option("--uri", default="bolt://127.0.0.1:7687", show_default=True)
@click.option("--user", default="neo4j", show_default=True)
@click.option("--database", default="neo4j", show_default=True)
@click.option("--password", envvar="NEO4J_PASSWORD", required=True, help="From NEO4J_PASSWORD.")
@click.option("--force", is_flag=True, help="Go on though the database holds something else.")
def push(directory: Path, uri: str, user: str, database: str, password: str, force: bool) -> None:
    """Write a build to a server; a second push changes nothing (needs the extra `neo4j`).

    Example: NEO4J_PASSWORD=… kg neo4j push -d output/zhengzhou --uri bolt://127.0.0.1:7687
    """
    from kg.neo4j import push as run

    with Progress() as show:
        pushed = run(
            directory,
            uri=uri,
            user=user,
            password=password,
            database=database,
            force=force,
            progress=show,
        )
    click.echo(str(pushed), err=True)
