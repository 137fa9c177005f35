// The panel that shows a source beside the conversation.
let opener = null;
const panel = make("aside", { id: "wb-panel", hidden: true, tabIndex: -1 });
panel.setAttribute("aria-label", say("出处"));

const closePanel = () => {
  if (panel.hidden) return;
  panel.hidden = true;
  document.documentElement.classList.remove("wb-with-panel");
  opener?.focus({ preventScroll: true });
};

const openSource = (marker) => {
  const number = marker.textContent.replace(/\D/g, "");
  const source = marker.closest(".wb-answer")?.querySelector(`.wb-cite-${number}`);
  if (!source) return;
  const close = make("button", { type: "button", className: "wb-close", textContent: "×" });
  close.setAttribute("aria-label", say("关闭"));
  const parts = [...source.children].map((child) => child.cloneNode(true));
  parts[0] = make("h2", { textContent: parts[0].textContent });
  panel.replaceChildren(close, ...parts);
  if (!panel.isConnected) document.body.append(panel);
  panel.hidden = false;
  document.documentElement.classList.add("wb-with-panel");
  opener = marker;
  panel.scrollTop = 0;
  panel.querySelector("mark")?.scrollIntoView({ block: "nearest" });
  panel.focus({ preventScroll: true });
};
