// Import of a register: follow the worker, then show the report.
(function () {
  "use strict";

  const progress = document.getElementById("hcmedu-import-progress");
  if (!progress || progress.dataset.state !== "running") return;
  const bar = progress.querySelector("progress");
  const output = progress.querySelector("output");
  let pause = 1500;

  async function look() {
    try {
      const answer = await fetch(progress.dataset.status, { credentials: "same-origin" });
      const state = await answer.json();
      bar.max = Math.max(state.total, 1);
      bar.value = state.at;
      output.textContent = state.at;
      if (state.state !== "running") return location.reload();
    } catch (error) {
      pause = Math.min(pause * 2, 30000);
    }
    setTimeout(look, pause);
  }

  setTimeout(look, pause);
})();
