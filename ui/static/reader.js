// The report to read: words are found in it, its outline says where one is, its paragraphs have links to send.
const isNarrow = () => matchMedia("(max-width: 640px)").matches;

// --- words that are found -----------------------------------------------------------------------------------------
// Width, case, white space and the kind of a quote or dash are the printer's: nobody types them as they are.
const folded = (letter) => letter.normalize("NFKC").toLowerCase().replace(/\s/g, "")
  .replace(/[“”„‟«»「」『』《》〈〉‘’']/g, '"').replace(/[‐-―−]/g, "-");

// The folded text, and for each of its letters the node and the place it comes from; a paragraph ends with a null.
const lettersOf = (article) => {
  const letters = [];
  let block = null;
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".wb-tip, .wb-anchor") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement.closest("p, h2, h3, h4, h5, h6");
    if (block && around !== block) letters.push({ letter: "\n" });
    block = around;
    for (let at = 0; at < node.data.length; at += 1) {
      for (const letter of folded(node.data[at])) letters.push({ letter, node, at });
    }
  }
  return letters;
};
const rangesOf = (article, query) => {
  const wanted = [...query].map(folded).join("");
  if (!wanted) return [];
  const letters = lettersOf(article);
  const text = letters.map(({ letter }) => letter).join("");
  const ranges = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const [first, last] = [letters[at], letters[at + wanted.length - 1]];
    const range = new Range();
    range.setStart(first.node, first.at);
    range.setEnd(last.node, last.at + 1);
    ranges.push(range);
  }
  return ranges;
};

let found = { ranges: [], now: -1 };
const tellFound = (query) => {
  const { ranges, now } = found;
  const count = now < 0 ? say("{} 处").replace("{}", ranges.length) : `${now + 1} / ${ranges.length}`;
  document.querySelector("#wb-found").textContent = query ? count : "";
};
const find = (query) => {
  const article = document.querySelector("#wb-text");
  if (!article || !window.Highlight) return;
  CSS.highlights.clear();
  found = { ranges: rangesOf(article, query), now: -1 };
  if (found.ranges.length) CSS.highlights.set("wb-found", new Highlight(...found.ranges));
  if (found.ranges.length && !isNarrow()) showFound(0); // there the box would be scrolled away under the fingers
  tellFound(query);
};
const showFound = (index) => {
  found.now = index;
  const range = found.ranges[index];
  CSS.highlights.set("wb-found-now", Object.assign(new Highlight(range), { priority: 1 }));
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
};
const stepFound = (step) => {
  const count = found.ranges.length;
  if (!count) return;
  showFound(found.now < 0 ? (step > 0 ? 0 : count - 1) : (found.now + step + count) % count);
  tellFound(document.querySelector("#wb-find").value);
};

// --- where one is, and how to send somebody there -----------------------------------------------------------------
let shownHere = null;
let goneTo = null; // the heading of the section that one was led to
const headings = () => [...document.querySelectorAll("#wb-text :is(h2, h3, h4, h5, h6)")];
const showHere = () => {
  const here = document.querySelector("#wb-here");
  if (!here || here === shownHere || !here.offsetParent) return;
  shownHere = here;
  here.scrollIntoView({ block: "center" });
  goneTo = headings().findLast((heading) => heading.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING) ?? null;
  markSection();
};
const goTo = (link) => {
  goneTo = document.getElementById(link.hash.slice(1));
  goneTo?.scrollIntoView({ block: "start" });
  goneTo?.querySelector(".wb-anchor")?.focus({ preventScroll: true }); // from here the keyboard goes on
  markSection();
};
const copyLink = async (link) => {
  await toClipboard(link.href);
  history.replaceState(null, "", link.href);
  link.textContent = "✓";
  document.querySelector("#wb-found").textContent = say("链接已复制");
  setTimeout(() => { link.textContent = "#"; }, 1500);
};

let willMark = false;
const markSection = () => {
  willMark = false;
  const every = headings();
  if (!every.length || !every[0].offsetParent) return;
  // What is read stands in the upper half; a heading that one went to counts as long as it is seen.
  const top = (heading) => heading.getBoundingClientRect().top;
  const passed = every.filter((heading) => top(heading) < innerHeight / 2);
  const stays = goneTo?.isConnected && top(goneTo) >= 0 && top(goneTo) < innerHeight;
  const section = (stays ? goneTo : passed.at(-1))?.id ?? "";
  for (const link of document.querySelectorAll(".wb-to")) {
    const isHere = link.hash === `#${section}`;
    if ((link.getAttribute("aria-current") === "true") === isHere) continue;
    if (isHere) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    if (isHere && !isNarrow()) link.closest("nav").scrollTop = link.offsetTop - 120;
  }
};
document.addEventListener("scroll", () => {
  if (willMark) return;
  willMark = true;
  requestAnimationFrame(markSection);
}, { passive: true });
