/* Plone's own pages for people who are logged in: names for what has none, Vietnamese for texts that
   ask no catalogue. Each mend stands once, in MENDS; it runs again when a script changes the page,
   and does nothing where Plone has mended it itself. See browser/stock and docs/architecture.md. */
(function () {
  "use strict";
  var texts = window.hcmeduTexts || { shown: {}, names: {} };
  var names = texts.names;
  /* Pages and widgets with English texts; what people wrote stands elsewhere. */
  var ENGLISH = ".tox, .pat-structure, .dropzone, .upload-area, .pat-contentbrowser, .content-browser, " +
    "[id^=crud-edit], .querystring-preview, #form-widgets-highpixeldensity_scales, .popover, .dz-hidden-input, .required, .template-actions-controlpanel #content-core, " +
    ".template-content_status_history #content-core, .section-portal_registry #content-core, " +
    ".section-dexterity-types #content, .section-dexterity-types .breadcrumb-item, #themesList";
  var FIELDS = "input:not([type=hidden]):not([type=submit]):not([type=button]), select, textarea";

  function each(selector, change) {
    document.querySelectorAll(selector).forEach(change);
  }

  /* Setting what is there already would wake the observer for ever. */
  function set(element, name, value) {
    if (value && element.getAttribute(name) !== value) { element.setAttribute(name, value); }
  }

  function unset(element, name) {
    if (element.hasAttribute(name)) { element.removeAttribute(name); }
  }

  function text(element) {
    if (!element) { return ""; }
    var copy = element.cloneNode(true);
    copy.querySelectorAll("svg, .required, .visually-hidden").forEach(function (node) { node.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  /* ---- texts ---- */

  function has(english) {
    return Object.prototype.hasOwnProperty.call(texts.shown, english);
  }

  function translated(value) {
    var clean = (value || "").replace(/\s+/g, " ").trim();
    /* A title may go on: "News Item: what it is about" */
    var end = clean.indexOf(": ");
    if (has(clean)) { return texts.shown[clean]; }
    return end > 0 && has(clean.slice(0, end)) ? texts.shown[clean.slice(0, end)] + clean.slice(end) : null;
  }

  function translate(root) {
    var nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    var found;
    while (nodes.nextNode()) {
      found = translated(nodes.currentNode.data);
      if (found) { nodes.currentNode.data = found; }
    }
    translateAttributes(root);
    root.querySelectorAll("[title], [aria-label], [placeholder]").forEach(translateAttributes);
  }

  function translateAttributes(element) {
    ["title", "aria-label", "placeholder"].forEach(function (name) {
      set(element, name, translated(element.getAttribute(name)));
    });
  }

  /* "Content Types — the school" */
  function translatePageTitle() {
    var parts = document.title.split(" — ");
    var found = translated(parts[0]);
    if (found) { document.title = [found].concat(parts.slice(1)).join(" — "); }
  }

  /* "Remove user X", "Reset password of user X" */
  function translateTitlesOfUsers() {
    ["Remove user", "Reset password of user"].forEach(function (words) {
      each("input[title^='" + words + " ']", function (box) {
        set(box, "title", texts.shown[words] + box.title.slice(words.length));
      });
    });
  }

  /* ---- names of fields ---- */

  function seen(label) {
    return Boolean(label && text(label));
  }

  function isNamed(field) {
    return Boolean(field.getAttribute("aria-label") || field.getAttribute("aria-labelledby") ||
      Array.prototype.some.call(field.labels || [], seen));
  }

  function nameFromTable(cell) {
    var table = cell.closest("table");
    var heads = table.querySelectorAll("thead th, tr:first-child th");
    var row = text(cell.parentNode.querySelector("th, td:not(.listingCheckbox):not(:has(input))"));
    return [text(heads[cell.cellIndex]), row].filter(Boolean).join(": ");
  }

  function nameFromField(field) {
    var around = field.closest(".field, fieldset, .portletAssignments, .section, form");
    return text(around && around.querySelector("label:not(:empty), legend, h1, h2, h3, h4, h5")) ||
      text(document.querySelector("h1"));
  }

  function nameFields() {
    each(FIELDS, function (field) {
      var cell, name;
      if (isNamed(field)) { return; }
      cell = field.closest("td, th");
      name = field.title || field.placeholder || (cell && nameFromTable(cell)) || nameFromField(field);
      if (/(-from|-to)$/.test(field.id)) {
        name += " (" + (/-from$/.test(field.id) ? names.left : names.right) + ")";
      }
      if (field.matches(".pat-textareamimetypeselector")) { name = names.format; }
      set(field, "aria-label", name);
    });
  }

  /* ---- landmarks, headings, roles ---- */

  function nameLandmarks() {
    each("#edit-bar", function (bar) {
      set(bar, "role", "navigation");
      set(bar, "aria-label", names.toolbar);
    });
    each("#portal-globalnav-wrapper", function (nav) { set(nav, "aria-label", names.menu); });
    each("#portal-column-one", function (column) { set(column, "aria-label", names.left); });
    each("#portal-column-two", function (column) { set(column, "aria-label", names.right); });
    each("nav:not([aria-label]):not([aria-labelledby])", function (nav) {
      var head = text(nav.parentNode.querySelector(":scope > h2, :scope > h3, :scope > .card-header"));
      nameOnce(nav, nav.matches(".autotoc-nav") ? names.tabs : head || names.pages);
    });
    if (!document.querySelector("main, [role=main]")) {
      set(document.querySelector("#content") || document.querySelector("h1").parentNode, "role", "main");
    }
    each("#global_statusmessage:not([aria-label])", function (box) { set(box, "aria-label", names.messages); });
  }

  /* Two of a kind are told apart by a number */
  function nameOnce(element, name) {
    var others = document.querySelectorAll(element.localName + "[aria-label^='" + CSS.escape(name) + "']");
    set(element, "aria-label", others.length ? name + " " + (others.length + 1) : name);
  }

  /* Links without an address: the toolbar's switches, reached by keyboard too */
  function makeButtons() {
    each(".toolbar-collapse, .toolbar-expand", function (link) {
      if (link.getAttribute("role") === "button") { return; }
      set(link, "role", "button");
      set(link, "tabindex", "0");
      link.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); link.click(); }
      });
    });
  }

  function orderHeadings() {
    var last = 0;
    each("h1, h2, h3, h4, h5, h6", function (head) {
      var level = Number(head.getAttribute("aria-level") || head.localName[1]);
      if (last && level > last + 1) {
        level = last + 1;
        set(head, "aria-level", String(level));
      }
      last = level;
    });
  }

  function mendRoles() {
    each(".select2-focusser[role=button]", function (field) {
      set(field, "role", "combobox");
      set(field, "aria-expanded", "false");
    });
    each("li", function (item) {
      if (!/^(ul|ol|menu)$/.test(item.parentNode.localName)) { set(item, "role", "none"); }
    });
    each("#content th", function (head) {
      var hidden;
      if (head.textContent.trim() || head.querySelector("input, img, svg")) { return; }
      hidden = document.createElement("span");
      hidden.className = "visually-hidden";
      hidden.textContent = names.empty;
      head.appendChild(hidden);
    });
    /* "JPEG image" beside the name of the file says nothing */
    each("#content img:not([alt]), .named-image-widget img[alt$=' image'], [id^=formfield] img[alt$=' image']",
      function (picture) { picture.setAttribute("alt", ""); });
    each("#content pre", function (box) { set(box, "tabindex", "0"); });
  }

  /* ---- widgets ---- */

  function mendEditors() {
    each(".tox-edit-area__iframe", function (frame) {
      var label = text(document.querySelector("label[for='" + frame.id.replace(/_ifr$/, "") + "']"));
      var around = frame.closest(".field");
      label = label || text(around && around.querySelector("label, legend"));
      set(frame, "title", names.editor.replace("${field}", label));
    });
    each(".tox-statusbar__resize-handle", function (handle) {
      set(handle, "aria-valuenow", String(Math.round(handle.closest(".tox").offsetHeight)));
    });
    /* The name of a button has to hold the words that stand on it */
    each(".tox-tbtn--select[aria-label], #btn-change-selection[aria-label]", function (button) {
      if (text(button)) { unset(button, "aria-label"); }
    });
  }

  /* Before Plone's pattern reads it: its own message would be in the browser's language */
  function askInVietnamese() {
    each("form.pat-validation:not([data-pat-validation])", function (form) {
      form.setAttribute("data-pat-validation", "message-required: " + names.required);
    });
  }

  /* Before Plone's pattern makes tabs: it opens the one whose head is active, which no template says
     of a field that was refused; and the templates say of a link's kind what they should of its head. */
  function openTabs() {
    each("form.pat-autotoc", function (form) {
      var refused = form.querySelector("fieldset .invalid-feedback");
      var head = refused && refused.closest("fieldset[id^=fieldset-]");
      head = head && head.querySelector("legend");
      if (head) { head.classList.add("active"); }
    });
    each(".linkModal", function (widget) {
      var kind = widget.querySelector(".linkType.active") || widget.querySelector(".linkType.external");
      var head = kind && kind.querySelector(".linkLabel");
      if (head) { head.classList.add("active"); }
    });
  }

  var MENDS = [
    function () { each(ENGLISH, translate); },
    translatePageTitle,
    translateTitlesOfUsers,
    nameFields,
    nameLandmarks,
    makeButtons,
    orderHeadings,
    mendRoles,
    mendEditors
  ];

  function mend() {
    MENDS.forEach(function (change) { change(); });
  }

  function watch() {
    var waiting = null;
    mend();
    new MutationObserver(function () {
      if (waiting) { return; }
      waiting = setTimeout(function () { waiting = null; mend(); }, 60);
    }).observe(document.body, { childList: true, subtree: true, attributeFilter: ["class", "title", "aria-label"] });
  }

  askInVietnamese();
  openTabs();
  watch();
})();
