/* Calls back once the page is loaded, its scripts have stopped changing it, and nothing is under way. */
const done = arguments[arguments.length - 1];
const PAUSE = 150, LONGEST = 8000, begin = performance.now();
let last = begin;
const touch = () => { last = performance.now(); };
const resources = new PerformanceObserver(touch);
resources.observe({ type: "resource" });
const changes = new MutationObserver(touch);
changes.observe(document, { subtree: true, childList: true, attributes: true });
const timer = setInterval(() => {
  const now = performance.now();
  if ((document.readyState === "complete" && now - last > PAUSE) || now - begin > LONGEST) {
    clearInterval(timer);
    changes.disconnect();
    resources.disconnect();
    done(now - begin);
  }
}, 50);
