from kg.graph import to_networkx
from kg.model import Facts
from kg.schema import schema


def test_graph_nodes_carry_only_attributes_of_their_class(facts: Facts) -> None:
    graph = to_networkx(facts)

    for node, attributes in graph.nodes(data=True):
        keys = {prop.key for prop in schema().properties_of(attributes["type"])}
        assert set(attributes) - {"id", "type", "label"} <= keys, node
        required = {p.key for p in schema().properties_of(attributes["type"]) if p.required}
        assert required <= set(attributes), node


def test_graph_edges_join_the_classes_that_the_schema_allows(facts: Facts) -> None:
    graph = to_networkx(facts)

    assert graph.number_of_edges() == len(facts.edges)
    for source, target, attributes in graph.edges(data=True):
        kind = schema().edge_type(attributes["type"])
        assert graph.nodes[source]["type"] in kind.sources
        assert graph.nodes[target]["type"] in kind.targets


def test_a_long_sentence_has_a_short_label_and_its_whole_text(facts: Facts) -> None:
    report = facts.reports[0]
    span = max((s.span for s in report.sentences), key=len)
    words = report.doc.quote(span)

    nodes = [n for _, n in to_networkx(facts).nodes(data=True) if n.get("text") == words]

    assert len(words) > 24
    assert [node["label"] for node in nodes] == [words[:23] + "…"]
