// Asking again and editing: what Gradio's hidden boxes are told.
const setValue = (selector, value) => {
  const box = document.querySelector(`${selector} textarea, ${selector} input`);
  const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value").set;
  set.call(box, value); // Svelte listens to the event, not to the property
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return box;
};
const indexOf = (element, selector) => [...document.querySelectorAll(`#wb-chat ${selector}`)].indexOf(element);
const askAgain = (answer, slot = "", value = "") => {
  setValue("#wb-steer", JSON.stringify({ index: indexOf(answer, ".wb-answer"), slot, value, at: Date.now() }));
};

const isAnswering = () => document.querySelector("#wb-question .stop-button") !== null;
const tell = (text) => { document.querySelector("#wb-notice").textContent = text; };
const edit = (question) => {
  setValue("#wb-editing", String(indexOf(question, ".wb-user")));
  const box = setValue("#wb-question", question.textContent);
  tell(say("正在修改这个问题：发送后，它后面的对话会去掉。按 Esc 取消。"));
  box.focus();
};
const stopEditing = () => {
  if (!document.querySelector("#wb-editing textarea, #wb-editing input")?.value) return;
  setValue("#wb-editing", "");
  tell("");
};

// Gradio lets no data- attribute of a message through, so that values stand in class names.
const named = (element, prefix) => [...element.classList].find((name) => name.startsWith(prefix))?.slice(prefix.length) ?? "";
