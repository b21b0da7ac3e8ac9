/* What axe finds against WCAG 2.1 A and AA and its best practices: [rule, selector, markup]. */
const done = arguments[arguments.length - 1];
axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
  resultTypes: ["violations"]
}).then(found => done(found.violations.flatMap(
  violation => violation.nodes.map(
    node => [violation.id, node.target.flat().join(" "), node.html.slice(0, 120)]
  )
)), error => done([["axe failed", String(error), ""]]));
