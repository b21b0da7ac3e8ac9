/* Pages of a file: page number in the address, zoom, search with marked hits, printing, waiting.
   Everything works without it but these: links, images and the text version are plain HTML. */
(function () {
  "use strict";

  const root = document.getElementById("hcmedu-reading");
  if (!root || root.dataset.started) return;
  root.dataset.started = "yes";
  const url = root.dataset.url;

  if (root.dataset.state === "waiting") watch();
  if (root.dataset.state === "ready") read();

  /* While the worker is at it: ask how far it is, and load the page when it is done. */
  function watch() {
    const bar = root.querySelector("progress");
    let pause = 2000;
    const ask = function () {
      fetch(url + "/@@hcmedu-pages-state", {credentials: "same-origin"})
        .then(function (answer) { return answer.json(); })
        .then(function (told) {
          if (told.state !== "waiting" && !typed()) { window.location.reload(); return; }
          if (told.total) { bar.max = told.total; bar.value = told.done; }
          again();
        })
        .catch(again);
    };
    const again = function () {
      pause = Math.min(pause * 1.2, 15000);
      window.setTimeout(ask, pause);
    };
    window.setTimeout(ask, pause);
  }

  /* Whether somebody is writing: the reason of a decision, on the page of a review. */
  function typed() {
    return Array.from(document.querySelectorAll("textarea")).some(function (field) {
      return field.value !== field.defaultValue;
    });
  }

  function read() {
    const sheets = root.querySelector(".hcmedu-sheets");
    const pages = Array.from(sheets.children);
    root.querySelectorAll("[data-needs-script]").forEach(function (part) { part.hidden = false; });
    const number = turning(sheets, pages);
    zooming(sheets, number);
    searching(pages);
    printing(sheets);
  }

  /* The page in the address: #trang-3 (or ?trang=3), also with the back button. */
  function turning(sheets, pages) {
    const field = root.querySelector("#hcmedu-reading-page");
    let current = 1;
    let settled = -1;  // where show() has scrolled to: the last pages may not reach the top

    function show(page) {
      const sheet = pages[page - 1];
      if (!sheet) return;
      current = page;
      field.value = page;
      sheets.scrollTop += sheet.getBoundingClientRect().top - sheets.getBoundingClientRect().top - 8;
      settled = sheets.scrollTop;
    }

    function asked() {
      const found = /^#trang-(\d+)$/.exec(window.location.hash);
      return found ? Number(found[1]) : 0;
    }

    field.addEventListener("focus", function () { field.select(); });
    field.addEventListener("change", function () {
      if (!field.value) { field.value = current; return; }
      const page = Math.min(Math.max(1, Math.round(Number(field.value)) || 1), pages.length);
      window.location.hash = "trang-" + page;
      show(page);
    });
    window.addEventListener("hashchange", function () { if (asked()) show(asked()); });

    let frame = 0;
    sheets.addEventListener("scroll", function () {
      window.cancelAnimationFrame(frame);
      frame = window.requestAnimationFrame(function () {
        if (Math.abs(sheets.scrollTop - settled) < 2) return;
        settled = -1;
        const middle = sheets.getBoundingClientRect().top + sheets.clientHeight / 3;
        const at = pages.findIndex(function (sheet) {
          return sheet.getBoundingClientRect().bottom > middle;
        });
        const page = at < 0 ? pages.length : at + 1;
        if (page === current) return;
        current = page;
        if (document.activeElement !== field) field.value = page;
        window.history.replaceState(window.history.state, "", "#trang-" + page);
      });
    }, {passive: true});

    const wanted = asked() || Number(new URLSearchParams(window.location.search).get("trang"));
    if (wanted) {
      if (!asked()) root.scrollIntoView();
      show(wanted);
      window.addEventListener("load", function () { if (current === wanted) show(wanted); });
    }
    return {show: show, get: function () { return current; }};
  }

  function zooming(sheets, number) {
    const steps = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
    const group = root.querySelector("[data-needs-script=zoom]");
    const shown = group.querySelector("output");
    let step = 2;
    group.addEventListener("click", function (event) {
      const button = event.target.closest("[data-zoom]");
      if (!button) return;
      const page = number.get();
      step = Math.min(Math.max(step + Number(button.dataset.zoom), 0), steps.length - 1);
      sheets.style.setProperty("--zoom", steps[step]);
      shown.textContent = Math.round(steps[step] * 100) + "%";
      number.show(page);
    });
  }

  function searching(pages) {
    const form = root.querySelector(".hcmedu-reading-search");
    const list = root.querySelector(".hcmedu-reading-found");
    const texts = JSON.parse(list.dataset.texts);
    let latest = 0;

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      const words = form.elements.q.value.trim();
      const mine = ++latest;
      clear();
      if (!words) { list.hidden = true; return; }
      say(texts.wait);
      fetch(url + "/@@hcmedu-search-pages?q=" + encodeURIComponent(words), {credentials: "same-origin"})
        .then(function (answer) {
          if (!answer.ok) throw new Error(String(answer.status));
          return answer.json();
        })
        .then(function (found) {
          if (mine !== latest) return;
          tell(found, words);
          list.scrollIntoView({block: "nearest"});
        })
        .catch(function () { if (mine === latest) form.submit(); });
    });

    function say(text) {
      list.hidden = false;
      list.textContent = "";
      const line = document.createElement("p");
      line.className = "mb-0";
      line.textContent = text;
      list.append(line);
    }

    function clear() {
      root.querySelectorAll(".hcmedu-box").forEach(function (box) { box.remove(); });
    }

    function tell(found, words) {
      if (!found.pages.length) { say(texts.none); return; }
      say("");
      list.textContent = "";
      const rows = document.createElement("ol");
      found.pages.forEach(function (page) {
        rows.append(row(page, words));
        mark(page);
      });
      list.append(rows);
      if (!found.complete) {
        const more = document.createElement("p");
        more.textContent = texts.incomplete;
        list.append(more);
      }
    }

    function row(page, words) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = pages[page.page - 1]
        ? "#trang-" + page.page
        : url + "/@@ban-chu?trang=" + page.page + "&q=" + encodeURIComponent(words);
      link.textContent = texts.page.replace("{page}", page.page);
      item.append(link, " ");
      const passage = document.createElement("span");
      page.pieces.forEach(function (piece) {
        if (!piece[1]) { passage.append(piece[0]); return; }
        const hit = document.createElement("mark");
        hit.textContent = piece[0];
        passage.append(hit);
      });
      const count = document.createElement("small");
      count.textContent = " (" + texts.hits.replace("{hits}", page.count) + ")";
      item.append(passage, count);
      return item;
    }

    function mark(page) {
      const sheet = pages[page.page - 1] && pages[page.page - 1].querySelector(".hcmedu-sheet");
      if (!sheet) return;
      page.boxes.forEach(function (place) {
        const box = document.createElement("span");
        box.className = "hcmedu-box";
        box.setAttribute("aria-hidden", "true");
        box.style.left = place[0] / 10 + "%";
        box.style.top = place[1] / 10 + "%";
        box.style.width = (place[2] - place[0]) / 10 + "%";
        box.style.height = (place[3] - place[1]) / 10 + "%";
        sheet.append(box);
      });
    }
  }

  /* Images that were not looked at yet are loaded first. */
  function printing(sheets) {
    root.querySelector("[data-needs-script=print]").addEventListener("click", function () {
      const images = Array.from(sheets.querySelectorAll("img"));
      images.forEach(function (image) { image.loading = "eager"; });
      const loaded = images.map(function (image) {
        return image.decode ? image.decode().catch(function () {}) : Promise.resolve();
      });
      Promise.all(loaded).then(function () {
        document.documentElement.classList.add("hcmedu-pages-only");
        window.print();
      });
    });
    window.addEventListener("afterprint", function () {
      document.documentElement.classList.remove("hcmedu-pages-only");
    });
  }
})();
