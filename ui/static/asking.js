// Asking again, editing and clearing: what Gradio's hidden boxes are told, what is said of it, and the way back.
const KEPT = "wenbao-conversation"; // under which Gradio keeps the conversation in this browser, see tabs/chat.py
const BACK_MS = 30_000; // whoever comes to this screen later must not bring back what somebody cleared

const setValue = (selector, value) => {
  const box = document.querySelector(`${selector} textarea, ${selector} input`);
  const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value").set;
  set.call(box, value); // Svelte listens to the event, not to the property
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return box;
};
const questionBox = () => document.querySelector("#wb-question textarea");
const isAnswering = () => document.querySelector("#wb-question .stop-button") !== null;
const all = (selector) => [...document.querySelectorAll(`#wb-chat ${selector}`)];
const isWhole = (answer) => Boolean(answer?.querySelector(".wb-actions"));

// --- what is told above the question ------------------------------------------------------------------------------
let goesAt = 0;
const tell = (text, back = null) => {
  clearTimeout(goesAt);
  document.querySelector("#wb-notice").replaceChildren(text);
  if (back === null) return;
  const button = make("button", { type: "button", className: "wb-back", textContent: say("恢复") });
  button.addEventListener("click", () => {
    localStorage.setItem(KEPT, back);
    location.reload();
  });
  document.querySelector("#wb-notice").append(button);
  goesAt = setTimeout(() => tell(""), BACK_MS);
};

// --- focus: Gradio draws anew what was pressed, and the keyboard would start at the top of the page ---------------
let returnTo = null;
const keepFocus = (find) => { returnTo = find; };
const restoreFocus = () => {
  if (!returnTo || isAnswering()) return;
  if (document.activeElement !== document.body) {
    if (!returnTo()) return; // it is still there and will go
    returnTo = null;
    return;
  }
  const element = returnTo();
  if (!element) return;
  returnTo = null;
  element.focus({ preventScroll: true });
};

// --- asking again -------------------------------------------------------------------------------------------------
let loss = null; // what goes with an answer that is asked for anew
const lose = (index) => {
  const count = all(".wb-user").length - index - 1;
  loss = count > 0 ? { index, count, kept: localStorage.getItem(KEPT) } : null;
};
const tellLoss = () => {
  const answers = all(".wb-answer");
  if (!loss || isAnswering() || answers.length !== loss.index + 1 || !isWhole(answers[loss.index])) return;
  tell(say("后面的 {} 个问题已去掉。").replace("{}", loss.count), loss.kept);
  loss = null;
};
const askAgain = (answer, from, slot = "", value = "") => {
  if (isAnswering()) return;
  const index = all(".wb-answer").indexOf(answer);
  stopEditing();
  lose(index);
  keepFocus(() => {
    const anew = all(".wb-answer")[index];
    return anew && anew !== answer && isWhole(anew) ? anew.querySelector(from) : null;
  });
  setValue("#wb-steer", JSON.stringify({ index, slot, value, at: Date.now() }));
};

// --- editing ------------------------------------------------------------------------------------------------------
let draft = null; // what was typed before
const edit = (question) => {
  if (isAnswering()) return;
  const index = all(".wb-user").indexOf(question);
  draft ??= questionBox().value;
  setValue("#wb-editing", String(index));
  setValue("#wb-question", question.textContent);
  tell(say("正在修改这个问题：发送后，它后面的对话会去掉。按 Esc 取消。"));
  questionBox().focus();
};
const editedIndex = () => document.querySelector("#wb-editing textarea, #wb-editing input")?.value ?? "";
const stopEditing = () => {
  if (draft === null) return;
  draft = null;
  setValue("#wb-editing", "");
  tell("");
};
const cancelEditing = () => {
  if (draft === null) return;
  setValue("#wb-question", draft);
  stopEditing();
};
const beginAsking = () => {
  if (draft !== null) lose(Number(editedIndex()));
};

// Gradio sends every Enter on: an empty box, and the same words twice, stop here.
const HEARD_MS = 3_000; // in which the server has taken the words out of the box
let sentAt = -Infinity;
const holdSend = (event) => {
  if (event.isComposing) return;
  const isTwice = isAnswering() || event.timeStamp - sentAt < HEARD_MS;
  if (!isTwice && questionBox().value.trim() !== "") {
    sentAt = event.timeStamp;
    return;
  }
  event.preventDefault();
  event.stopPropagation();
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && event.target === questionBox()) holdSend(event);
}, { capture: true });
document.addEventListener("click", (event) => {
  if (event.target.closest?.("#wb-question .submit-button")) holdSend(event);
}, { capture: true });

let isFull = false;
const tellFull = () => {
  const { value, maxLength } = questionBox();
  const wasFull = isFull;
  isFull = maxLength > 0 && value.length >= maxLength;
  if (isFull) tell(say("问题最多 {} 字，多出的没有写进来。").replace("{}", maxLength));
  else if (wasFull) tell("");
};

const clear = () => {
  const hadSome = all(".wb-user").length > 0;
  stopEditing();
  forgetVotes();
  if (hadSome) tell(say("对话已清空。"), localStorage.getItem(KEPT));
};

// --- chips --------------------------------------------------------------------------------------------------------
// A choice that is made with arrow keys counts when it is confirmed: each step would ask.
let byKey = null;
let unconfirmed = null;
const choose = (chip) => askAgain(chip.closest(".wb-answer"), `.${slotClass(chip)}`, named(chip, "wb-slot-"), chip.value);
const slotClass = (chip) => `wb-slot-${named(chip, "wb-slot-")}`;
const understood = (chip) => chip.querySelector("option[selected]")?.value ?? chip.options[0].value;
const chipKey = (event) => {
  const chip = event.target;
  const steps = !event.altKey && (/^(Arrow|Home|End|Page)/.test(event.key) || /^[^ ]$/.test(event.key));
  byKey = steps ? chip : null;
  if (unconfirmed !== chip) return;
  if (event.key === "Enter") {
    event.preventDefault();
    unconfirmed = null;
    tell("");
    choose(chip);
  } else if (event.key === "Escape") {
    leaveChip(chip);
  }
};
const chipChange = (chip) => {
  if (isAnswering()) {
    chip.value = understood(chip);
  } else if (byKey === chip) {
    unconfirmed = chip;
    tell(say("按回车用这个选择重新提问，按 Esc 取消。"));
  } else {
    choose(chip);
  }
};
const leaveChip = (chip) => {
  if (unconfirmed !== chip) return;
  unconfirmed = null;
  chip.value = understood(chip);
  tell("");
};

// Gradio lets no data- attribute of a message through, so that values stand in class names.
const named = (element, prefix) => [...element.classList].find((name) => name.startsWith(prefix))?.slice(prefix.length) ?? "";

// --- while an answer is written -----------------------------------------------------------------------------------
// What would ask waits for it: two answers would write over each other.
const ASKS = ".wb-chip, .wb-again, .wb-edit, .option, .example";
const holdAsking = () => {
  const answering = isAnswering();
  if (answering) stopEditing();
  for (const each of all(`:is(${ASKS})`)) {
    if ((each.getAttribute("aria-disabled") === "true") !== answering) each.setAttribute("aria-disabled", String(answering));
  }
};
document.addEventListener("click", (event) => {
  if (!isAnswering() || !event.target.closest?.(`#wb-wording, #wb-chat :is(${ASKS})`)) return;
  event.stopPropagation();
  event.preventDefault();
}, { capture: true });

// --- another tab of this browser ----------------------------------------------------------------------------------
// It keeps the same conversation, and whoever writes last would let what the other asked go. What is kept is encrypted
// anew each time, so that its length tells whether it is another conversation.
let keptLength = null;
let isStale = false;
const lengthNow = () => localStorage.getItem(KEPT)?.length ?? 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) keptLength = isAnswering() ? null : lengthNow();
  else if (keptLength !== null && keptLength !== lengthNow()) isStale = true;
  takeOver();
});
const takeOver = () => { if (isStale && shownTab === "chat") location.reload(); };
