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
