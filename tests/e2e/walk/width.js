/* What stands out of a page of this width, to the right: the elements that make it scroll. */
const width = arguments[0];
if (document.documentElement.scrollWidth <= width) return [];
const isDrawn = each => each.offsetParent && !each.closest("#offcanvasNavbar, .visually-hidden");
return [...document.querySelectorAll("body *")]
  .filter(each => isDrawn(each) && each.getBoundingClientRect().right > width + 1)
  .slice(0, 5)
  .map(each => each.localName + (each.id ? "#" + each.id : "." + [...each.classList].join(".")));
