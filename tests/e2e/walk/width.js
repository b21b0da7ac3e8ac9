/* What stands out of a page of this width, to the right: the elements that make it scroll. */
const width = arguments[0];
if (document.documentElement.scrollWidth <= width) return [];
return [...document.querySelectorAll("body *")]
  .filter(each => each.offsetParent && each.getBoundingClientRect().right > width + 1)
  .slice(0, 3)
  .map(each => each.localName + (each.id ? "#" + each.id : "." + [...each.classList].join(".")));
