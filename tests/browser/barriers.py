"""The serious findings of axe-core on a page, checking each thing once."""

from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

from tests.browser.waiting import settle

# A finding has the impact of its rule: rules of lesser impact take a tenth of the time and can find nothing serious.
GRAVE = ("serious", "critical")
# A running script fades what it has not redrawn yet: a check that overlaps with a run returns null and is repeated.
_MOST_LOOKS = 4
# What rules other than those about color depend on: the elements in order, with their text, position and visible part.
# These rules take half of the time, so those that found nothing are not run again on a page of which only the colors
# have changed.
_AUDIT = """
async (grave) => {
  const app = document.querySelector("[data-testid=stApp]"); // a report has none
  const runs = () => app !== null && app.dataset.testScriptState !== "notRunning";
  let ran = runs();
  const observer = new MutationObserver(() => (ran = true));
  if (app) observer.observe(app, {attributeFilter: ["data-test-script-state"]});
  const COLORS = /--[^;]*;|#\\w+|rgba?\\(.*?\\)/g; // and what styles are reckoned from: what comes of it is looked at
  const NUMBERED = /\\bclip\\d+/g; // a chart that is drawn again goes on counting
  const shape = [...document.querySelectorAll("html, title, body, body *:not(style, script)")].map((element) => {
    const {x, y, width, height} = element.getBoundingClientRect();
    const {display, visibility, opacity, position, clipPath, overflowX, overflowY} = getComputedStyle(element);
    const attributes = [...element.attributes].filter(({name}) => name !== "class").map(({name, value}) => [
      name, ["color", "fill", "stroke", "style"].includes(name) ? value.replace(COLORS, "") : value,
    ]);
    const texts = [...element.childNodes].filter(({nodeType}) => nodeType === Node.TEXT_NODE).map(({data}) => data);
    const room = [x, y, width, height, element.scrollWidth, element.scrollHeight, overflowX, overflowY];
    return [element.tagName, attributes, texts, room, display, visibility, opacity, position, clipPath].join("\\u0001");
  }).join("\\u0002").replace(NUMBERED, "");
  const before = window.audited?.shape === shape ? window.audited : null;
  const lesser = ({impact}) => impact && !grave.includes(impact);
  const kept = ({id, tags}) => before && !tags.includes("cat.color") && !before.broken.has(id);
  const idle = axe._audit.rules.filter((rule) => lesser(rule) || kept(rule));
  const rules = Object.fromEntries(idle.map(({id}) => [id, {enabled: false}]));
  const {violations} = await axe.run({resultTypes: ["violations"], rules});
  ran ||= observer.takeRecords().length > 0 || runs();
  observer.disconnect();
  if (ran) return null;
  window.audited = {shape, broken: new Set(violations.map(({id}) => id))};
  return violations.filter(({impact}) => grave.includes(impact));
}
"""


@dataclass(frozen=True)
class Barrier:
    """A serious finding: the rule that is broken, and the element that breaks it."""

    rule: str
    impact: str
    element: str
    html: str
    reason: str

    def __str__(self) -> str:
        return f"{self.rule} ({self.impact}): {self.reason}\n    at {self.element}\n    {self.html}"


def barriers(page: Page) -> list[Barrier]:
    """Every grave finding on the page once it rests, one for each element.

    Raises `RuntimeError` where the page does not rest for as long as a look takes.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    violations = _violations(page)
    return [
        Barrier(
            rule=violation["id"],
            impact=violation["impact"],
            element=" ".join(map(str, node["target"])),
            html=node["html"][:300],
            reason=f"{violation['help']}. {node.get('failureSummary', '')}".strip(),
        )
        for violation in violations
        for node in violation["nodes"]
    ]


def _violations(page: Page) -> list[dict[str, Any]]:
    for _ in range(_MOST_LOOKS):
        violations: list[dict[str, Any]] | None = page.evaluate(_AUDIT, GRAVE)
        if violations is not None:
            return violations
        settle(page)
    raise RuntimeError(f"{page.url} never rests")
