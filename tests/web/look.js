// What is wrong with the page in the view it is in now: violations, and scrolling sideways, spaced by the reader too.
// The first view is held to every rule of axe; a further one to what can be different there:
// everything where other elements are shown, sizes and scrolling where the place is, and only if something is small, covered,
// or scrolls. Contrast is asked for where words stand in colours, or on others, in which none have stood before on any page.
// `known`: combinations of colours that were legible on pages before; `coloursKnown` says those of now.
window.startLooking = (known) => {
  const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const COLOURS = ["color-contrast", "link-in-text-block"];
  const PLACES = ["target-size", "scrollable-region-focusable"];
  const FINGER = 24;  // pixels
  // WCAG 1.4.12: nothing may be lost when a reader spaces the text himself.
  const SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    + " p { margin-bottom: 2em !important; }";
  const seen = new Set(), legible = new Set(known), asked = new Set(known), layers = new Map();

  // Marks as seen; true where it was not.
  const isNew = (sign) => !seen.has(sign) && Boolean(seen.add(sign));

  function isShown(node) {
    const box = node.getBoundingClientRect();
    return node.checkVisibility({ visibilityProperty: true }) && box.width > 0 && box.height > 0 && box.right > 0;
  }

  // What lies behind an element's words, from the page upwards.
  function layersBehind(node) {
    if (!node) return "";
    if (!layers.has(node)) {
      const style = getComputedStyle(node), below = layersBehind(node.parentElement);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.position].join();
      layers.set(node, own === "rgba(0, 0, 0, 0),none,1,static" ? below : `${below}>${own}`);
    }
    return layers.get(node);
  }

  const holdsWords = (node) => node.matches("input, select, textarea, button")
    || [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  const isOff = (node) => node.closest(":disabled, [aria-disabled=true]") || node.closest("label")?.control?.disabled;

  // All that decides whether an element's words are legible. Of two sizes: what is legible when small is so when large.
  function coloursOf(node) {
    const style = getComputedStyle(node);
    const large = parseFloat(style.fontSize) >= (Number(style.fontWeight) >= 700 ? 18.66 : 24);
    const own = [node.matches("a") && getComputedStyle(node.parentElement).color, style.color, style.textShadow, style.textDecorationLine].join();
    return `${own} on ${layersBehind(node)} ${large ? "large" : "small"}`;
  }

  function newColours(nodes) {
    layers.clear();
    const signs = nodes.filter((node) => isShown(node) && holdsWords(node) && !isOff(node)).map((node) => coloursOf(node));
    const found = signs.filter((sign) => !asked.has(sign) && !asked.has(sign.replace(/ large$/, " small")));
    for (const sign of found) asked.add(sign);
    return found;
  }

  // What can be focused and is smaller than a finger, or lies over or under another. Axe finds fault with no other target:
  // one of that size is too small only where another, neither in it nor around it, covers a part.
  function tightTargets(nodes) {
    const targets = nodes.filter((node) => (node.tabIndex >= 0 || node.hasAttribute("tabindex")) && node.checkVisibility({ visibilityProperty: true }));
    const boxes = new Map(targets.map((node) => [node, node.getBoundingClientRect()]));
    return targets.filter((node) => isSmall(boxes.get(node)) || targets.some((other) => overlap(node, other, boxes)));
  }

  const isSmall = (box) => box.width < FINGER || box.height < FINGER;

  function overlap(node, other, boxes) {
    const one = boxes.get(node), two = boxes.get(other);
    const apart = one.right <= two.left || two.right <= one.left || one.bottom <= two.top || two.bottom <= one.top;
    return !apart && !node.contains(other) && !other.contains(node);
  }

  function scrolls(node) {
    const more = node.scrollWidth > node.clientWidth || node.scrollHeight > node.clientHeight;
    return more && /auto|scroll/.test(getComputedStyle(node).overflow);
  }

  // Where to look, and the rules that can be broken there in this view.
  function rulesFor(nodes, colours) {
    const place = isNew(`${innerWidth} ${document.documentElement.className}`);
    const tight = tightTargets(nodes), scrolling = [document.documentElement, ...nodes].some(scrolls);
    const possible = { "target-size": tight.length > 0, "scrollable-region-focusable": scrolling };
    const isPossible = (rule) => possible[rule] ?? (colours || !COLOURS.includes(rule));
    if (isNew(nodes.map((node) => Number(isShown(node))).join("")))
      return [document, axe.getRules(TAGS).map((rule) => rule.ruleId).filter(isPossible)];
    const rules = [...COLOURS, ...(place ? PLACES : [])].filter(isPossible);
    return [rules.join() === "target-size" ? { include: tight } : document, rules];
  }

  async function violations() {
    const nodes = [...document.querySelectorAll("body, body *")], colours = newColours(nodes);
    const [where, rules] = rulesFor(nodes, colours.length > 0);
    if (!rules.length) return [];
    const options = { runOnly: { type: "rule", values: rules }, resultTypes: ["violations", "incomplete"], preload: false };
    const { violations, incomplete } = await axe.run(where, options);
    const doubted = [...violations, ...incomplete].filter((each) => COLOURS.includes(each.id)).flatMap((each) => each.nodes);
    const unsure = new Set(doubted.map((each) => coloursOf(document.querySelector(each.target[0]))));
    for (const sign of colours) if (!unsure.has(sign)) legible.add(sign);
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

  // WCAG 3.1.2: on an English page Chinese words stand in elements of their language.
  function unmarked() {
    if (document.documentElement.lang !== "en" || !isNew("language")) return [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode())
      if (/\p{Script=Han}/u.test(text.data) && !text.parentElement.closest("script, svg, [hidden]")
        && !text.parentElement.closest("[lang]").lang.startsWith("zh")) found.push(`Chinese without its language: ${text.data.trim()}`);
    return found;
  }

  window.look = async (width, large) => {
    const was = document.documentElement.className;
    if (large) document.documentElement.className = "large";
    const found = [...unmarked(), ...await violations(), ...tooWide(width)];
    document.documentElement.className = was;
    return found;
  };
  window.coloursKnown = () => [...legible];
};
