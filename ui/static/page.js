// What a person does, and what Gradio writes: the parts of the other scripts come together here.
const clicks = [
  [".wb-mark", openSource],
  [".wb-close", closePanel],
  [".wb-copy", copy],
  [".wb-again", (button) => askAgain(button.closest(".wb-answer"), ".wb-again")],
  [".wb-vote", castVote],
  [".wb-edit", (button) => edit(button.closest(".message")?.querySelector(".wb-user"))],
  ["#wb-export", exportAll],
  ["#wb-clear", clear],
  ["#wb-question .stop-button", () => keepFocus(questionBox)],
  ["#wb-question .submit-button", beginAsking],
  [".wb-sort", sort],
  [".wb-copy-citation", async (button) => {
    await toClipboard(button.dataset.citation);
    sayCopied(button);
  }],
  [".wb-look-up", (button) => setValue("#wb-term", button.textContent)],
  [".wb-to", goTo],
  [".wb-anchor", copyLink],
  [".wb-found-back", () => stepFound(-1)],
  [".wb-found-on", () => stepFound(1)],
];
document.addEventListener("click", (event) => {
  lookIn(AFTER_AN_ACT_MS);
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a link that is wanted in a window of its own
  for (const [selector, act] of clicks) {
    const element = event.target.closest?.(selector);
    if (!element) continue;
    event.preventDefault();
    act(element);
    return;
  }
});
document.addEventListener("change", (event) => {
  if (event.target.matches?.(".wb-chip")) chipChange(event.target);
});
document.addEventListener("focusout", (event) => { if (event.target.matches?.(".wb-chip")) leaveChip(event.target); });
document.addEventListener("pointerdown", () => { byKey = null; }, { capture: true, passive: true });
document.addEventListener("input", (event) => {
  if (event.target.id === "wb-find") find(event.target.value);
  if (event.target === questionBox()) {
    sentAt = -Infinity;
    tellFull();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.isComposing) return; // the key is the input method's
  if (event.key === "Enter") lookIn(AFTER_AN_ACT_MS);
  if (event.key === "Enter" && event.target === questionBox()) beginAsking();
  if (event.target.matches?.(".wb-chip")) chipKey(event);
  if (event.target.matches?.(".tabs [role=tab]")) stepTab(event);
  if (event.key === "Escape") {
    hush();
    closePanel();
    cancelEditing();
  } else if (event.key === "Enter" && event.target.id === "wb-find") {
    event.preventDefault();
    stepFound(event.shiftKey ? -1 : 1);
  } else if (event.key === " " && event.target.matches?.(".wb-mark")) {
    event.preventDefault();
    openSource(event.target);
  }
});

// What Gradio names in English, by its HTML source or not at all: a screen reader would read that out.
const NAMES = [
  ["#wb-chat [role=log]", say("对话")],
  ["#wb-chat [data-testid=user]", say("提问")],
  ["#wb-chat [data-testid=bot]", say("回答")],
  ["#wb-question textarea", say("问题")],
  [".overflow-menu > button", say("更多")],
  [".scroll-down-button-container button", say("到最新一条")],
];
const nameAs = (element, name) => {
  if (!name || element.getAttribute("aria-label") === name) return;
  element.setAttribute("aria-label", name);
  if (element.title) element.title = name;
};
const rename = () => {
  for (const [selector, name] of NAMES) for (const element of document.querySelectorAll(selector)) nameAs(element, name);
  for (const message of all("[data-testid]:not([role])")) message.setAttribute("role", "group"); // only a role has a name
  for (const example of all(".example")) nameAs(example, example.querySelector(".example-text")?.textContent);
};

const complete = () => {
  for (const term of document.querySelectorAll(".wb-defined:not([tabindex])")) term.tabIndex = 0;
  for (const chip of document.querySelectorAll(".wb-chip:not([aria-label])")) chip.setAttribute("aria-label", chip.title);
  // Gradio calls its examples a list, and its buttons are no items of one.
  for (const list of document.querySelectorAll("#wb-chat [role=list]:has(> button)")) list.setAttribute("role", "group");
  showVotes();
};

// A new question goes to the top, so that its answer is read from the start however long it gets; once a person
// touches the conversation, it stays where they put it.
let asked = 0;
let following = null;
const follow = () => {
  const questions = document.querySelectorAll("#wb-chat .user-row");
  const log = document.querySelector("#wb-chat .bubble-wrap");
  if (questions.length > asked) {
    following = questions[questions.length - 1];
  }
  asked = questions.length;
  if (following?.isConnected) log.scrollTop += following.getBoundingClientRect().top - log.getBoundingClientRect().top - 4;
};
for (const touch of ["wheel", "touchmove", "pointerdown", "keydown"]) {
  document.addEventListener(touch, (event) => { if (event.target.closest?.("#wb-chat")) following = null; }, { passive: true });
}

const everyTime = [speak, rename, complete, restoreDraft, holdAsking, tellLoss, restoreFocus, follow, followTab, keepPlace, nameWindow, showHere];
new MutationObserver(() => { for (const act of everyTime) act(); }).observe(document.documentElement, {
  childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["aria-label", "style", "class", "lang"],
});
