// Making elements. Texts of a person or of the web only ever become text nodes and attributes, never markup.

export const byId = (id) => document.getElementById(id);

/** Sets attributes; those that begin with "on" are listeners, and null or false is no attribute. */
function dress(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== ""));
  return made;
}

/** An element of the page. */
export function element(name, attributes = {}, ...children) {
  return dress(document.createElement(name), attributes, children);
}

/** An element of a drawing. */
export function drawn(name, attributes = {}, ...children) {
  return dress(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

/** "1 page", "2 pages". */
export function count(number, one) {
  return `${number} ${one}${number === 1 ? "" : "s"}`;
}
