// Definitions beside their terms: inside the window, whatever scrolls or cuts around them.
const EDGE = 8;
const place = (term) => {
  const tip = term.querySelector(".wb-tip");
  const line = [...term.getClientRects()].at(-1); // a term may go over two lines
  const left = Math.min(line.left, innerWidth - tip.offsetWidth - EDGE);
  const isLow = line.bottom + tip.offsetHeight > innerHeight - EDGE;
  const top = isLow ? Math.max(line.top - tip.offsetHeight, EDGE) : line.bottom;
  tip.style.left = `${Math.max(left, EDGE)}px`;
  tip.style.top = `${top}px`;
};
const placeOpen = () => document.querySelectorAll(".wb-defined:is(:hover, :focus)").forEach(place);
const hush = () => {
  for (const term of document.querySelectorAll(".wb-defined:is(:hover, :focus)")) {
    term.classList.add("wb-hushed");
    term.addEventListener("mouseleave", () => term.classList.remove("wb-hushed"), { once: true });
    term.addEventListener("blur", () => term.classList.remove("wb-hushed"), { once: true });
  }
};
document.addEventListener("mouseover", placeOpen, { passive: true });
document.addEventListener("focusin", placeOpen);
document.addEventListener("scroll", placeOpen, { capture: true, passive: true });
