/* Sharing, slide show, films: loaded only by pages that have one, and none of them needs it. */
(function () {
  "use strict";

  if (window.hcmeduMedia) { return; }
  window.hcmeduMedia = true;

  var still = window.matchMedia("(prefers-reduced-motion: reduce)");

  function each(selector, act, root) {
    Array.prototype.forEach.call((root || document).querySelectorAll(selector), act);
  }

  /* Buttons of sharing are shown where the browser can do what they say. */
  function share(box) {
    var told = box.querySelector("[role=status]");
    var data = { title: box.dataset.title, url: box.dataset.url };
    var able = {
      copy: navigator.clipboard && function (button) {
        navigator.clipboard.writeText(data.url).then(function () {
          var label = button.querySelector("span");
          var before = label.textContent;
          label.textContent = told.textContent = button.dataset.done;
          setTimeout(function () { label.textContent = before; told.textContent = ""; }, 3000);
        }, function () { button.parentNode.hidden = true; });
      },
      native: navigator.share && function () { navigator.share(data).catch(function () {}); },
      print: function () { window.print(); }
    };
    each("[data-share]", function (button) {
      var act = able[button.dataset.share];
      if (!act) { return; }
      button.parentNode.hidden = false;
      button.addEventListener("click", function () { act(button); });
    }, box);
  }

  /* A film of YouTube: nothing is asked of that site before somebody wants to see it. */
  function youtube(link) {
    link.addEventListener("click", function (event) {
      var frame = document.createElement("iframe");
      if (event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      event.preventDefault();
      frame.src = link.dataset.embed + "&autoplay=1";
      frame.title = link.dataset.title;
      frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
      frame.allowFullscreen = true;
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      link.replaceWith(frame);
      frame.focus();
    });
  }

  /* The slide show: the server draws each picture, at an address of its own; the script puts the
     next one in place of the last, over the whole screen, by keys and by swiping. */
  function slideshow(album) {
    var words = album.dataset;
    var dialog = document.createElement("dialog");
    var stage = document.createElement("div");
    var timer = null;
    var asked = 0;
    var opener = null;

    function button(name, text, act) {
      var made = document.createElement("button");
      made.type = "button";
      made.className = "hcmedu-show-" + name;
      made.textContent = text;
      made.addEventListener("click", act);
      return made;
    }

    function link(rel) {
      return stage.querySelector("a[rel=" + rel + "]");
    }

    function pause() {
      clearInterval(timer);
      timer = null;
      player.textContent = words.play;
      player.setAttribute("aria-pressed", "false");
    }

    function play() {
      timer = setInterval(function () { go("next", true); }, 5000);
      player.textContent = words.pause;
      player.setAttribute("aria-pressed", "true");
    }

    function show(url) {
      var number = ++asked;
      var address = new URL(url, window.location.href);
      address.pathname = address.pathname.replace(/\/$/, "") + "/@@hcmedu-slide";
      return fetch(address.href, { credentials: "same-origin" })
        .then(function (answer) { if (!answer.ok) { throw answer.status; } return answer.text(); })
        .then(function (html) {
          if (number !== asked) { return; }
          var drawn = new DOMParser().parseFromString(html, "text/html");
          var held = stage.contains(document.activeElement) && document.activeElement.rel;
          stage.replaceChildren(document.importNode(drawn.querySelector(".hcmedu-slide"), true));
          if (held) { (link(held) || dialog).focus(); }
          var next = link("next");
          if (next && next.dataset.picture) { new Image().src = next.dataset.picture; }
        })
        .catch(function () { window.location.href = url; });
    }

    function go(rel, by_itself) {
      var to = link(rel);
      if (!by_itself && timer) { pause(); }
      if (to) { show(to.href); } else if (by_itself) { pause(); }
    }

    function open(url, from) {
      opener = from;
      show(url).then(function () { if (!dialog.open) { dialog.showModal(); } });
    }

    var player = button("play", words.play, function () { if (timer) { pause(); } else { play(); } });
    var bar = document.createElement("div");
    bar.className = "hcmedu-show-bar";
    if (!still.matches) { bar.appendChild(player); }
    if (document.fullscreenEnabled) {
      bar.appendChild(button("full", words.full, function () {
        if (document.fullscreenElement) { document.exitFullscreen(); } else { dialog.requestFullscreen(); }
      }));
    }
    bar.appendChild(button("close", words.close, function () { dialog.close(); }));
    dialog.className = "hcmedu-show";
    dialog.tabIndex = -1;
    dialog.setAttribute("aria-label", words.label);
    stage.setAttribute("aria-live", "polite");
    dialog.append(bar, stage);
    document.body.appendChild(dialog);

    dialog.addEventListener("close", function () {
      pause();
      if (document.fullscreenElement) { document.exitFullscreen(); }
      stage.replaceChildren();
      if (opener) { opener.focus(); }
    });
    stage.addEventListener("click", function (event) {
      var to = event.target.closest("a[rel=next], a[rel=prev]");
      if (to) { event.preventDefault(); go(to.rel); }
    });
    dialog.addEventListener("keydown", function (event) {
      var rel = { ArrowRight: "next", ArrowLeft: "prev" }[event.key];
      if (rel) { event.preventDefault(); go(rel); }
    });
    var touched = null;
    stage.addEventListener("touchstart", function (event) {
      touched = event.touches.length === 1 ? event.touches[0].clientX : null;
    }, { passive: true });
    stage.addEventListener("touchend", function (event) {
      var moved = touched === null ? 0 : event.changedTouches[0].clientX - touched;
      touched = null;
      if (Math.abs(moved) > 40) { go(moved < 0 ? "next" : "prev"); }
    });
    album.addEventListener("click", function (event) {
      var from = event.target.closest("a[data-slide]");
      if (!from || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      event.preventDefault();
      open(from.href, from);
    });
  }

  function start() {
    each(".hcmedu-share", share);
    each("a[data-embed]", youtube);
    if (window.HTMLDialogElement && HTMLDialogElement.prototype.showModal) {
      each("[data-slideshow]", slideshow);
    }
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
