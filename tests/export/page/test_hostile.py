"""A report full of traps for a page: whatever it says is shown as text, and nothing of it runs."""

from dataclasses import replace
from typing import Final

import pytest

from kg.export.html import to_json
from kg.model import Facts
from kg.text import Document
from tests.export.page.conftest import Opener
from tests.sample import sample_facts

TRAPS: Final = (
    "<script>window.trapped=1</script>",
    "</script><script>window.trapped=1</script>",
    "<!--<script>window.trapped=1//-->",
    "<img src=x onerror=window.trapped=1>",
    '"><svg onload=window.trapped=1>',
    "'); window.trapped=1; ('",
    "<a href='javascript:window.trapped=1'>href</a>",
    "javascript:window.trapped=1",
    "\u202e\u2066gnp.exe\u2069",
    "a\u2028b\u2029c\u0000",
    "{{7*7}}${window.trapped=1}",
    "&lt;script&gt;\\u003cscript\\u003e",
)


def hostile_facts(trap: str) -> Facts:
    """Put a trap into every string that comes from outside, offsets kept whole."""
    facts = sample_facts()
    extractions = tuple(
        replace(
            extraction,
            report=replace(
                extraction.report,
                doc=Document(extraction.report.doc.text + trap),
                title=trap,
                region=trap,
                file=trap,
                speaker=trap,
                meeting=trap,
                sections=tuple(
                    replace(section, title=trap, path=(trap,))
                    for section in extraction.report.sections
                ),
            ),
        )
        for extraction in facts.extractions
    )
    sections = {
        old.report.section_id(at): new.report.section_id(at)
        for old, new in zip(facts.extractions, extractions, strict=True)
        for at in range(len(old.report.sections))
    }

    def moved(holder):
        where = holder.evidence
        return replace(holder, evidence=replace(where, section_id=sections[where.section_id]))

    return replace(
        facts,
        extractions=extractions,
        entities=tuple(replace(entity, name=trap, aliases=(trap,)) for entity in facts.entities),
        indicators=tuple(
            replace(one, name=trap, label_en=trap, aliases=(trap,)) for one in facts.indicators
        ),
        figures=tuple(
            replace(moved(figure), indicator_text=trap, value_text=trap, rule=trap)
            for figure in facts.figures
        ),
        steps=tuple(replace(moved(step), rule=trap) for step in facts.steps),
        mentions=tuple(replace(moved(mention), rule=trap) for mention in facts.mentions),
        edges=tuple(
            replace(edge, target=sections.get(edge.target, edge.target), rule=trap)
            for edge in facts.edges
        ),
    )


@pytest.mark.parametrize("trap", TRAPS)
def test_nothing_of_a_report_runs(open_page: Opener, trap: str) -> None:
    opened = open_page(hostile_facts(trap))
    page = opened.page
    page.wait_for_selector("html[data-ready]")

    page.fill("#search", trap[:12])
    page.keyboard.press("Enter")
    for view in ("table", "chart", "text", "graph"):
        page.click(f'[data-view="{view}"]')
        for link in page.locator(".panel .node-link").all()[:2]:
            link.click()
    page.mouse.move(400, 400)
    page.wait_for_timeout(50)

    assert page.evaluate("window.trapped") is None
    assert page.locator("body img, body a[href^=javascript], body script:not([type])").count() == 2
    assert opened.requests == []
    assert opened.errors == []


def test_name_with_markup_is_shown_as_it_is(open_page: Opener) -> None:
    trap = TRAPS[3]
    opened = open_page(hostile_facts(trap))

    opened.page.fill("#search", "img")
    opened.page.keyboard.press("Enter")

    assert opened.page.locator(".panel h2").inner_text() == trap


def test_policy_refuses_a_script_that_is_not_the_pages_own(facts: Facts, open_page: Opener) -> None:
    opened = open_page(facts)

    opened.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.trapped=1';"
        " document.body.append(s); }"
    )

    assert opened.page.evaluate("window.trapped") is None
    assert any("Content Security Policy" in error for error in opened.errors)


def test_address_full_of_nonsense_opens_the_page_as_at_the_start(
    facts: Facts, open_page: Opener
) -> None:
    state = "v=nowhere&n=nobody&g=999&y=a~b&d=77&p=x~y&b=<b>&r=12&o=z&c=1~2&f=type~&f=none~1"
    opened = open_page(facts, state=state)
    opened.page.wait_for_selector("html[data-ready]")

    assert opened.errors == []


def test_json_has_nothing_that_html_could_end_it_with() -> None:
    text = to_json({"a": "</script><!--\u2028&"})

    assert not set(text) & set("<>&\u2028")
