// Form of one document: read the chosen file, show what it tells beside the fields, fill on demand.
(function () {
  "use strict";

  const help = document.getElementById("hcmedu-form-help");
  const file = document.querySelector('input[type=file][name="form.widgets.file"]');
  if (!help || !file) return;

  const texts = {};
  help.querySelectorAll("[data-text]").forEach((each) => {
    texts[each.dataset.text] = each.textContent.trim();
  });

  function make(tag, text, css) {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (css) element.className = css;
    return element;
  }

  function button(text, css, action) {
    const element = make("button", text, `btn ${css}`);
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  }

  function frame(name) {
    return document.getElementById(`formfield-form-widgets-${name}`);
  }

  function control(name) {
    const place = frame(name);
    return place && place.querySelector("input:not([type=hidden]), textarea, select");
  }

  function isEmpty(element) {
    return !element.value || element.value === "--NOVALUE--";
  }

  function fill(name, found) {
    const element = control(name);
    if (!element) return;
    element.value = found.value;
    ["input", "change"].forEach((each) => {
      element.dispatchEvent(new Event(each, { bubbles: true }));
    });
    const offer = frame(name).querySelector(".hcmedu-offer");
    if (offer) offer.remove();
  }

  const panel = make("div", "", "hcmedu-offer");
  const status = make("span");
  status.setAttribute("role", "status");
  const lists = make("div");
  file.closest("[id^=formfield]").append(panel);

  function place(found) {
    return ` “${found.quote}” (${texts.page} ${found.page})`;
  }

  function offer(name, found) {
    const element = control(name);
    if (!element || element.value === found.value) return;
    frame(name).querySelectorAll(".hcmedu-offer").forEach((each) => each.remove());
    const line = make("div", "", "hcmedu-offer");
    const value = make("strong", found.text);
    line.append(
      button(texts.take, "btn-sm btn-outline-primary", () => fill(name, found)),
      `${texts.suggestion}: `, value, make("small", place(found), "text-muted"),
    );
    frame(name).append(line);
  }

  function mentions(name, found) {
    if (!found.length) return;
    const list = make("ul");
    found.forEach((each) => {
      const item = make("li", each.text);
      item.append(make("small", place(each), "text-muted"));
      list.append(item);
    });
    lists.append(make("strong", texts[name]), list);
  }

  function show(answer) {
    lists.replaceChildren();
    if (answer.error) {
      status.textContent = answer.error;
      return;
    }
    status.textContent = texts.found;
    const rest = Object.entries(answer.fields);
    const summary = make("ul");
    rest.forEach(([name, found]) => {
      offer(name, found);
      if (name === "legal_bases" || name === "replaced_numbers") return;
      const item = make("li", `${found.title}: ${found.text}`);
      summary.append(item);
    });
    lists.append(summary);
    lists.append(button(texts.all, "btn-primary hcmedu-take-all", () => {
      rest.forEach(([name, found]) => {
        const element = control(name);
        if (element && isEmpty(element)) fill(name, found);
      });
    }));
    mentions("replaces", answer.replaces);
    mentions("references", answer.references);
  }

  async function read() {
    if (!file.files.length) return;
    const data = new FormData();
    data.append("_authenticator", help.querySelector("[name=_authenticator]").value);
    data.append("file", file.files[0], file.files[0].name);
    status.textContent = texts.reading;
    lists.replaceChildren();
    again.disabled = true;
    try {
      const answer = await fetch(help.dataset.url, { method: "POST", body: data });
      if (!answer.ok) throw new Error(answer.status);
      show(await answer.json());
    } catch (error) {
      status.textContent = texts.failed;
    }
    again.disabled = false;
  }

  const again = button(texts.read, "btn-outline-primary hcmedu-read", read);
  again.hidden = true;
  panel.append(again, status, lists);
  panel.hidden = true;
  file.addEventListener("change", () => {
    panel.hidden = again.hidden = !file.files.length;
    read();
  });
  if (help.dataset.stored) {
    panel.hidden = false;
    show(JSON.parse(help.dataset.stored));
  }
})();
