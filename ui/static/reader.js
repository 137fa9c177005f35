// The report to read.
const find = (query) => {
  const article = document.querySelector("#wb-text");
  const told = document.querySelector("#wb-found");
  if (!article || !told || !window.Highlight) return;
  CSS.highlights.delete("wb-found");
  const ranges = [];
  if (query) {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest(".wb-tip, .wb-anchor") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = node.data.indexOf(query); at >= 0; at = node.data.indexOf(query, at + query.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + query.length);
        ranges.push(range);
      }
    }
    if (ranges.length) CSS.highlights.set("wb-found", new Highlight(...ranges));
  }
  found = { ranges, next: 0 };
  told.textContent = query ? say("{} 处").replace("{}", ranges.length) : "";
  nextFound();
};
let found = { ranges: [], next: 0 };
const nextFound = () => {
  if (!found.ranges.length) return;
  const range = found.ranges[found.next % found.ranges.length];
  found.next += 1;
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
};
let shownHere = null;
const showHere = () => {
  const here = document.querySelector("#wb-here");
  if (!here || here === shownHere || !here.offsetParent) return;
  shownHere = here;
  here.scrollIntoView({ block: "center" });
};
