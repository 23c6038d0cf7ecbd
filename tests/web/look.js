// What is wrong with the page in the view it is in now: violations, and scrolling sideways, spaced by the reader too.
// The first view is held to every rule of axe; a further one to what can be different there:
// everything where other elements are shown, contrast where colours are new, sizes and scrolling where the place is.
window.startLooking = () => {
  const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const COLOURS = ["color-contrast", "link-in-text-block"];
  const PLACES = ["target-size", "scrollable-region-focusable"];
  // WCAG 1.4.12: nothing may be lost when a reader spaces the text himself.
  const SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    + " p { margin-bottom: 2em !important; }";
  const seen = new Set();

  // Marks as seen; true where it was not.
  const isNew = (sign) => !seen.has(sign) && Boolean(seen.add(sign));

  function shownSign(nodes) {
    return nodes.map((node) => {
      const box = node.getBoundingClientRect();
      return Number(node.checkVisibility({ visibilityProperty: true }) && box.width > 0 && box.height > 0 && box.right > 0);
    }).join("");
  }

  // Per element its colours, and whether its text is small; what is legible when small is so when large.
  function newColours(nodes) {
    const signs = nodes.map((node, place) => {
      const style = getComputedStyle(node);
      const colours = [style.color, style.backgroundColor, style.backgroundImage, style.opacity, style.textDecorationLine];
      const large = parseFloat(style.fontSize) >= (Number(style.fontWeight) >= 700 ? 18.66 : 24);
      return [`${place} ${colours}`, large];
    });
    const found = signs.some(([sign, large]) => !seen.has(`${sign} small`) && !(large && seen.has(`${sign} large`)));
    for (const [sign, large] of signs) seen.add(`${sign} ${large ? "large" : "small"}`);
    return found;
  }

  function rulesFor() {
    const nodes = [...document.querySelectorAll("body, body *")];
    const place = isNew(`${innerWidth} ${document.documentElement.className}`);
    const colours = newColours(nodes);
    if (isNew(shownSign(nodes))) return { type: "tag", values: TAGS };
    return { type: "rule", values: [...(colours ? COLOURS : []), ...(place ? PLACES : [])] };
  }

  async function violations(rules) {
    if (!rules.values.length) return [];
    const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
    return violations.map((violation) => `${violation.id} ${violation.nodes[0].html}`);
  }

  function tooWide(width) {
    const found = [], measured = () => document.documentElement.scrollWidth;
    if (measured() > width) found.push(`scrolls to ${measured()}`);
    const style = document.createElement("style");
    style.textContent = SPACED;
    document.head.append(style);
    if (measured() > width) found.push(`scrolls to ${measured()} when text is spaced`);
    style.remove();
    return found;
  }

  window.look = async (width, large) => {
    const was = document.documentElement.className;
    if (large) document.documentElement.className = "large";
    const found = [...await violations(rulesFor()), ...tooWide(width)];
    document.documentElement.className = was;
    return found;
  };
};
