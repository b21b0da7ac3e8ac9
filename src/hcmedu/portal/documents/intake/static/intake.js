// Documents from files: upload one by one, follow the worker, never touch what was typed.
(function () {
  "use strict";

  const drop = document.getElementById("hcmedu-drop");
  const rows = document.getElementById("hcmedu-rows");
  if (!drop || !rows) return;

  const texts = {};
  document.querySelectorAll("#hcmedu-intake-texts [data-text]").forEach((each) => {
    texts[each.dataset.text] = each.textContent.trim();
  });
  // An input is named "action", which hides the form's own property.
  const address = drop.getAttribute("action");
  const list = document.getElementById("hcmedu-row-list");
  const reading = document.getElementById("hcmedu-reading");
  const MOST = 50;
  let timer = null;
  let pause = 1500;

  // Upload

  const input = drop.querySelector("input[type=file]");
  const button = drop.querySelector("button");
  const progress = document.getElementById("hcmedu-upload-progress");
  const refused = document.getElementById("hcmedu-upload-refused");

  function refuse(name, why) {
    const item = document.createElement("li");
    item.textContent = name ? `${name}: ${why}` : why;
    refused.append(item);
    refused.hidden = false;
  }

  async function send(file) {
    const data = new FormData();
    data.append("_authenticator", drop.querySelector("[name=_authenticator]").value);
    data.append("action", "upload");
    data.append("json", "1");
    data.append("files", file, file.name);
    try {
      const answer = await fetch(address, { method: "POST", body: data });
      if (!answer.ok) throw new Error(answer.status);
      (await answer.json()).refused.forEach((each) => refuse(each.name, each.why));
    } catch (error) {
      refuse(file.name, texts.failed);
    }
  }

  async function upload(files) {
    pause = 1500;
    refused.replaceChildren();
    refused.hidden = true;
    if (files.length > MOST) refuse("", texts["too-many"]);
    const chosen = Array.from(files).slice(0, MOST);
    if (!chosen.length) return;
    button.disabled = input.disabled = true;
    progress.hidden = false;
    for (const [at, file] of chosen.entries()) {
      progress.querySelector("progress").value = at / chosen.length;
      progress.querySelector("span").textContent =
        `${texts.uploading} ${at + 1}/${chosen.length}: ${file.name}`;
      await send(file);
    }
    progress.querySelector("progress").value = 1;
    await refresh();
    progress.hidden = true;
    button.disabled = input.disabled = false;
    input.value = "";
  }

  drop.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    upload(input.files);
  });
  input.addEventListener("change", () => input.files.length && upload(input.files));
  ["dragover", "dragenter"].forEach((name) => {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("hcmedu-over");
    });
  });
  ["dragleave", "drop"].forEach((name) => {
    drop.addEventListener(name, () => drop.classList.remove("hcmedu-over"));
  });
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!button.disabled) upload(event.dataTransfer.files);
  });

  // New rows come from the page itself, in its order; rows that are shown stay as they are.
  async function refresh() {
    const answer = await fetch(address, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    let last = null;
    page.querySelectorAll(".hcmedu-intake-row").forEach((row) => {
      let shown = document.getElementById(row.id);
      if (!shown) {
        shown = document.adoptNode(row);
        list.insertBefore(shown, last ? last.nextSibling : list.firstChild);
      }
      last = shown;
    });
    const actions = page.querySelector(".hcmedu-intake-actions");
    if (actions && !rows.querySelector(".hcmedu-intake-actions")) {
      rows.append(document.adoptNode(actions));
      rows.querySelectorAll(":scope > p").forEach((each) => each.remove());
      prepare();
    }
    watch();
  }

  // Suggestions of the worker

  function field(row, name) {
    return row.querySelector(`[data-field="${name}"] :is(input, textarea, select)`);
  }

  function tell(row, name, found) {
    const told = row.querySelector(`[data-field="${name}"] .hcmedu-told`);
    if (!told) return;
    const error = told.querySelector(".text-danger");
    told.replaceChildren(...(error ? [error] : []));
    const quote = document.createElement("q");
    quote.textContent = found.quote;
    told.append(quote, ` ${texts.page} ${found.page}`);
  }

  function show(row, state) {
    row.dataset.state = state.state;
    const note = row.querySelector(".hcmedu-row-state");
    if (note && state.state !== "waiting") {
      note.textContent = state.note;
      note.hidden = !state.note;
    }
    Object.entries(state.fields).forEach(([name, found]) => {
      const control = field(row, name);
      if (!control) return;
      tell(row, name, found);
      const machine = !control.value || control.classList.contains("hcmedu-suggested");
      if (!machine || control.dataset.touched || control === document.activeElement) return;
      control.value = control.tagName === "SELECT" ? found.value : found.text;
      control.classList.add("hcmedu-suggested");
    });
    name(row);
  }

  // A row is called by form and number, as far as they are known, unless a person gave it a title.
  function name(row) {
    const number = field(row, "number");
    if (row.dataset.named || !number || !number.value.trim()) return;
    const form = field(row, "document_form");
    const title = form && form.value ? form.selectedOptions[0].textContent.trim() : "";
    row.querySelector(".hcmedu-row-title").textContent = `${title} ${number.value.trim()}`.trim();
  }

  async function look() {
    timer = null;
    let states = [];
    try {
      const answer = await fetch(rows.dataset.status, { credentials: "same-origin" });
      states = (await answer.json()).rows;
    } catch (error) {
      pause = Math.min(pause * 2, 30000);
    }
    let waiting = 0;
    states.forEach((state) => {
      const row = document.getElementById(`row-${state.uid}`);
      if (state.state === "waiting") waiting += 1;
      if (row && row.dataset.state === "waiting" && state.state !== "waiting") show(row, state);
    });
    // A worker that is not running is asked ever more seldom.
    pause = Math.min(pause * 1.1, 30000);
    reading.hidden = states.length > 0 && !waiting;
    const bar = reading.querySelector("progress");
    bar.max = Math.max(states.length, 1);
    bar.value = states.length - waiting;
    reading.querySelector("output").textContent = waiting;
    watch();
  }

  function watch() {
    const waits = list.querySelector('[data-state="waiting"]');
    reading.hidden = !waits;
    if (waits && timer === null) timer = setTimeout(look, pause);
  }

  // Who types has not said yet that the whole row is right: the tick stays his.
  rows.addEventListener("input", (event) => {
    const row = event.target.closest(".hcmedu-intake-row");
    if (!row || event.target.type === "checkbox") return;
    event.target.dataset.touched = "1";
    event.target.classList.remove("hcmedu-suggested", "is-invalid");
    row.querySelector(".hcmedu-unsaved").hidden = false;
    name(row);
    count();
  });

  function count() {
    const place = document.getElementById("hcmedu-unsaved-count");
    const unsaved = list.querySelectorAll(".hcmedu-unsaved:not([hidden])").length;
    if (!place) return;
    place.querySelector("output").textContent = unsaved;
    place.hidden = !unsaved;
  }

  let leaving = false;
  rows.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && rows.querySelector("[data-touched]")) event.preventDefault();
  });

  function prepare() {
    const all = document.getElementById("hcmedu-tick-all");
    if (!all || all.dataset.ready) return;
    all.hidden = false;
    all.dataset.ready = "1";
    all.querySelector("input").addEventListener("change", (event) => {
      list.querySelectorAll("[type=checkbox]").forEach((each) => {
        each.checked = event.target.checked;
      });
    });
  }

  prepare();
  watch();
})();
