// A server that is gone. Gradio tells of it in English at best: ask whether it is there, say so, and come back when it
// is. The browser has kept the conversation and what was typed, so that nothing is lost by loading the page anew.
const AFTER_AN_ACT_MS = 400;
const DRAFT = "wenbao-draft";

const isReady = async () => (await fetch(`${root}readyz`, { cache: "no-store", signal: AbortSignal.timeout(5000) }).catch(() => null))?.ok ?? false;

const banner = make("p", { id: "wb-lost", hidden: true });
banner.setAttribute("role", "alert");
let lost = false;
let failures = 0;
let nextLook = 0;
const look = async () => {
  clearTimeout(nextLook);
  failures = (await isReady()) ? 0 : failures + 1;
  if (lost && failures === 0) {
    location.reload();
    return;
  }
  if (failures === 2) { // once may be a hitch
    lost = true;
    document.body.append(banner);
    banner.textContent = say("与服务器的连接断了，正在重新连接……对话已保存。");
    banner.hidden = false;
  }
  lookIn(failures ? 1000 : isAnswering() ? 1500 : 15_000);
};
const lookIn = (milliseconds) => {
  clearTimeout(nextLook);
  nextLook = setTimeout(look, milliseconds);
};
lookIn(3000);

addEventListener("pagehide", () => {
  const typed = questionBox()?.value.trim();
  if (typed) sessionStorage.setItem(DRAFT, typed);
});
const restoreDraft = () => {
  const typed = sessionStorage.getItem(DRAFT);
  if (!typed || !questionBox()) return;
  sessionStorage.removeItem(DRAFT);
  if (!questionBox().value) setValue("#wb-question", typed);
};
