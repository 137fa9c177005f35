// What the page does in the browser besides Gradio: markers open their source, answers are copied as text.
(() => {
  document.documentElement.lang = "zh-CN"; // Gradio writes "en", which picks the wrong shapes of some characters

  const openSource = (marker) => {
    const number = marker.textContent.replace(/\D/g, "");
    const source = marker.closest(".wb-answer")?.querySelector(`.wb-cite-${number}`);
    if (!source) return;
    source.open = true;
    source.scrollIntoView({ behavior: "smooth", block: "nearest" });
    source.querySelector("summary").focus({ preventScroll: true });
  };

  // The words, then the sources; Gradio's own button copies the HTML.
  const asText = (answer) => {
    const lines = [...answer.querySelectorAll(":scope > p")].map((line) => line.textContent);
    for (const source of answer.querySelectorAll(".wb-cite")) {
      lines.push(`${source.querySelector("summary").textContent}：“${source.querySelector("mark").textContent}”`);
    }
    return lines.join("\n");
  };

  const copy = async (button) => {
    const text = asText(button.closest(".wb-answer"));
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else copyByHand(text); // a page that is served without TLS to another machine has no clipboard
    button.textContent = "已复制";
    setTimeout(() => { button.textContent = "复制"; }, 1500);
  };

  const copyByHand = (text) => {
    const box = document.createElement("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  };

  document.addEventListener("click", (event) => {
    const marker = event.target.closest?.(".wb-mark");
    const button = event.target.closest?.(".wb-copy");
    if (marker) {
      event.preventDefault();
      openSource(marker);
    } else if (button) {
      copy(button);
    }
  });

  // Gradio names a message by its HTML source, and its buttons in English; a screen reader would read that out.
  const names = { "Scroll to bottom": "到最新一条" };
  const rename = () => {
    for (const message of document.querySelectorAll("#wb-chat [data-testid][aria-label*='message: ']")) {
      message.setAttribute("aria-label", message.dataset.testid === "user" ? "提问" : "回答");
    }
    for (const button of document.querySelectorAll("#wb-chat button[aria-label]")) {
      const name = names[button.getAttribute("aria-label")] ?? button.querySelector(".example-text")?.textContent;
      if (name && button.getAttribute("aria-label") !== name) {
        button.setAttribute("aria-label", name);
        if (button.title) button.title = name;
      }
    }
  };

  // A new question goes to the top, so that its answer is read from the start however long it gets; once a person
  // touches the conversation, it stays where they put it.
  let asked = 0;
  let following = null;
  const follow = () => {
    const questions = document.querySelectorAll("#wb-chat .user-row");
    const log = document.querySelector("#wb-chat .bubble-wrap");
    if (questions.length > asked) following = questions[questions.length - 1];
    asked = questions.length;
    if (following?.isConnected) log.scrollTop += following.getBoundingClientRect().top - log.getBoundingClientRect().top - 4;
  };
  for (const touch of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    document.addEventListener(touch, (event) => { if (event.target.closest?.("#wb-chat")) following = null; }, { passive: true });
  }

  new MutationObserver(() => { rename(); follow(); }).observe(document.documentElement, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["aria-label"],
  });
})();
