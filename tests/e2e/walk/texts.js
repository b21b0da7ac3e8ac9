/* All texts a person may be shown on this page, each with where it stands; also those behind tabs,
   menus and dialogs, which a click shows. */
const ATTRIBUTES = ["title", "aria-label", "placeholder", "alt", "data-label"];
const LEFT_OUT = "script, style, noscript, template, textarea, [lang=en], code, pre, " + arguments[0];
const found = new Map();
const add = (text, node, how) => {
  const clean = (text || "").replace(/\s+/g, " ").trim();
  if (clean && !found.has(clean)) found.set(clean, `${how} ${path(node)}`);
};
const path = node => {
  const steps = [];
  for (; node && steps.length < 3; node = node.parentElement) {
    const name = [...node.classList].slice(0, 2).map(each => "." + each).join("");
    steps.unshift(node.localName + (node.id ? "#" + node.id : name));
  }
  return steps.join(" > ");
};
const walk = root => {
  const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const parent = nodes.currentNode.parentElement;
    if (!parent.closest(LEFT_OUT)) add(nodes.currentNode.data, parent, "text");
  }
  for (const each of root.querySelectorAll("*")) {
    if (each.closest("[lang=en], " + arguments[0])) continue;
    for (const name of ATTRIBUTES) add(each.getAttribute(name), each, name);
    if (each.matches("input[type=submit], input[type=button], input[type=reset]")) {
      add(each.value, each, "value");
    }
  }
};
add(document.title, document.documentElement, "title of the page");
walk(document.body);
return [...found];
