/* What a page can do with a script and can do without. */
(function () {
  "use strict";

  /* Suggestions: documents that are found with the letters so far, as links below the field. */
  function suggest(field) {
    var box = document.createElement("ul");
    var timer = null;
    var asked = 0;
    box.className = "hcmedu-suggestions";
    box.hidden = true;
    field.parentNode.appendChild(box);

    function close() {
      box.hidden = true;
    }

    function words() {
      var text = field.value.trim();
      var open = (text.split('"').length - 1) % 2;
      return /[\p{L}\p{N}]$/u.test(field.value) && !open ? text + "*" : text;
    }

    function show(items) {
      box.replaceChildren.apply(box, items.map(function (item) {
        var entry = document.createElement("li");
        var link = document.createElement("a");
        var abstract = document.createElement("span");
        link.href = item["@id"];
        link.textContent = item.title;
        abstract.textContent = item.abstract || "";
        link.appendChild(abstract);
        entry.appendChild(link);
        return entry;
      }));
      box.hidden = items.length === 0;
    }

    function ask() {
      var number = ++asked;
      var url = field.dataset.suggest + "?b_size=6&text=" + encodeURIComponent(words());
      fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" })
        .then(function (answer) { return answer.ok ? answer.json() : { items: [] }; })
        .then(function (found) { if (number === asked) { show(found.items); } })
        .catch(close);
    }

    field.addEventListener("input", function () {
      clearTimeout(timer);
      asked += 1;
      if (field.value.trim().length < 2) { close(); return; }
      timer = setTimeout(ask, 250);
    });
    field.parentNode.addEventListener("keydown", function (event) {
      var links = Array.prototype.slice.call(box.querySelectorAll("a"));
      var at = links.indexOf(document.activeElement);
      if (event.key === "Escape") { close(); field.focus(); return; }
      if (box.hidden || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) { return; }
      event.preventDefault();
      at += event.key === "ArrowDown" ? 1 : -1;
      (links[at] || (at < 0 ? field : links[links.length - 1])).focus();
    });
    field.parentNode.addEventListener("focusout", function (event) {
      if (!field.parentNode.contains(event.relatedTarget)) { setTimeout(close, 150); }
    });
  }

  /* Plone's theme leaves the main menu without a name; the heading of the drawer is one. */
  function nameMenu() {
    var menu = document.getElementById("portal-globalnav-wrapper");
    if (menu && document.getElementById("offcanvasNavbarLabel")) {
      menu.setAttribute("aria-labelledby", "offcanvasNavbarLabel");
    }
  }

  function start() {
    nameMenu();
    document.querySelectorAll("[data-suggest]").forEach(suggest);
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();

/* The menu: lists open by touch, keyboard and mouse; Escape closes them. */
(function () {
  "use strict";

  function opened(entry, open) {
    entry.classList.toggle("hcmedu-open", open);
    entry.querySelector(".hcmedu-opener").setAttribute("aria-expanded", String(open));
  }

  function menu(drawer, button) {
    var list = drawer.querySelector("#portal-globalnav");
    var wide = window.matchMedia("(min-width: 992px)");
    var entries = Array.prototype.slice.call(list.querySelectorAll("li.has_subtree"));

    function close(except) {
      entries.forEach(function (entry) {
        if (!except || !entry.contains(except)) { opened(entry, false); }
      });
    }

    function show(open) {
      drawer.classList.toggle("hcmedu-open", open);
      button.setAttribute("aria-expanded", String(open));
    }

    function toggle(entry) {
      var open = !entry.classList.contains("hcmedu-open");
      close(entry.parentNode.closest("li"));
      entry.classList.remove("hcmedu-quiet");
      opened(entry, open);
    }

    /* Links of the list that an entry opens, and the entries of the bar */
    function links(box) {
      return Array.prototype.slice.call(box.querySelectorAll("a")).filter(function (link) {
        return link.offsetParent !== null;
      });
    }

    function step(items, by) {
      var at = items.indexOf(document.activeElement) + by;
      if (items.length) { items[(at + items.length) % items.length].focus(); }
    }

    function top(node) {
      while (node && node.parentNode !== list) { node = node.parentNode; }
      return node;
    }

    function arrow(event) {
      var entry = top(document.activeElement);
      var down = event.key === "ArrowDown";
      var bar = Array.prototype.map.call(list.children, function (each) { return each.querySelector("a"); });
      var sub = entry && entry.querySelector("ul");
      if (!entry || !wide.matches) { return; }
      if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
        close();
        entry.querySelector("a").focus();
        step(bar, event.key === "ArrowRight" ? 1 : -1);
      } else if (sub && (down || sub.contains(document.activeElement))) {
        if (!entry.classList.contains("hcmedu-open")) { toggle(entry); }
        step(links(sub), down || sub.contains(document.activeElement) ? (down ? 1 : -1) : 0);
      } else { return; }
      event.preventDefault();
    }

    function escape() {
      var open = entries.filter(function (entry) { return entry.classList.contains("hcmedu-open"); });
      var inside = list.contains(document.activeElement);
      entries.forEach(function (entry) { if (entry.matches(":hover")) { entry.classList.add("hcmedu-quiet"); } });
      close();
      if (open.length && inside) { open[0].querySelector(".hcmedu-opener").focus(); }
      if (!open.length && drawer.classList.contains("hcmedu-open")) { show(false); button.focus(); }
    }

    button.setAttribute("role", "button");
    button.setAttribute("aria-controls", drawer.id);
    show(window.location.hash === "#" + drawer.id);
    drawer.setAttribute("data-ready", "");
    button.addEventListener("click", function (event) {
      event.preventDefault();
      show(!drawer.classList.contains("hcmedu-open"));
    });
    button.addEventListener("keydown", function (event) {
      if (event.key === " ") { event.preventDefault(); button.click(); }
    });
    list.addEventListener("click", function (event) {
      var opener = event.target.closest(".hcmedu-opener");
      if (opener) { toggle(opener.parentNode); }
    });
    entries.forEach(function (entry) {
      entry.addEventListener("mouseleave", function () { entry.classList.remove("hcmedu-quiet"); });
    });
    list.addEventListener("keydown", function (event) {
      if (/^Arrow/.test(event.key)) { arrow(event); }
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { escape(); }
    });
    document.addEventListener("click", function (event) {
      if (wide.matches && !list.contains(event.target)) { close(); }
    });
    list.addEventListener("focusout", function (event) {
      if (wide.matches && event.relatedTarget) { close(event.relatedTarget); }
    });
  }

  /* The time that a consultation is still open goes on by itself; the server began it. */
  function countdown(box) {
    var text = box.querySelector("strong");
    var begin = performance.now();
    var words = box.dataset;

    function draw() {
      var left = Math.max(0, Math.ceil(words.seconds - (performance.now() - begin) / 1000));
      var days = Math.floor(left / 86400);
      var hours = Math.floor(left % 86400 / 3600);
      var minutes = Math.floor(left % 3600 / 60);
      var kind = days ? "days" : hours ? "hours" : minutes ? "minutes" : left ? "last" : "over";
      text.textContent = words[kind].replace("{d}", days).replace("{h}", hours).replace("{m}", minutes);
      if (left) { setTimeout(draw, left > 120 ? 15000 : 500); }
    }

    draw();
  }

  /* Buttons that print the page: of no use without a script, so hidden until now. */
  function printing(button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  }

  function start() {
    document.querySelectorAll(".hcmedu-time-left").forEach(countdown);
    document.querySelectorAll("[data-hcmedu-print]").forEach(printing);
    var drawer = document.getElementById("offcanvasNavbar");
    var button = document.querySelector(".hcmedu-menu-button");
    if (drawer && button && drawer.querySelector("#portal-globalnav")) { menu(drawer, button); }
    var problems = document.getElementById("hcmedu-form-problems");
    if (problems) { problems.focus(); }
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
