// A table on its way: follow the worker, then show what comes next.
(function () {
  "use strict";

  const progress = document.getElementById("hcmedu-table-progress");
  if (!progress) return;
  const bar = progress.querySelector("progress");
  const output = progress.querySelector("output");
  let pause = 1500;

  async function look() {
    try {
      const answer = await fetch(progress.dataset.status, { credentials: "same-origin" });
      const state = await answer.json();
      if (state.state !== progress.dataset.state) return location.reload();
      if (state.total) {
        bar.max = state.total;
        bar.value = state.at;
      }
      output.textContent = state.at;
    } catch (error) {
      pause = Math.min(pause * 2, 30000);
    }
    setTimeout(look, pause);
  }

  setTimeout(look, pause);
})();
