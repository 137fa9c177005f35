// What the page does in the browser besides Gradio: sources open beside the answer, answers are copied, voted on, asked
// again and exported, a lost server is told of, a report is searched.
(() => {
  const words = window.wenbaoWords ?? {};
  const say = (text) => words[text] ?? text;
  const isEnglish = Object.keys(words).length > 0;
  document.documentElement.lang = isEnglish ? "en" : "zh-CN"; // Gradio writes "en", which picks the wrong shapes of some characters
  const root = isEnglish ? "../" : "";

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // --- the panel beside the conversation ---------------------------------------------------------------------------
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

  // --- answers as text ----------------------------------------------------------------------------------------------
  const plain = (element) => {
    const copy = element.cloneNode(true);
    for (const tip of copy.querySelectorAll(".wb-tip")) tip.remove();
    return copy.textContent;
  };
  const lines = (answer) => [...answer.querySelectorAll(":scope > p")].map(plain);
  const sources = (answer) => [...answer.querySelectorAll(".wb-cite")].map((source) => ({
    where: source.querySelector("summary").textContent,
    quote: source.querySelector("mark").textContent,
    address: source.querySelector("a.wb-open")?.href ?? "",
  }));
  const asText = (answer) => [...lines(answer), ...sources(answer).map((each) => `${each.where}：“${each.quote}”`)].join("\n");

  const escaped = (text) => text.replace(/[\\`*_{}<>#|~]/g, "\\$&");
  const asMarkdown = () => {
    const parts = [`# ${document.querySelector(".wb-head h1").textContent}`];
    for (const bubble of document.querySelectorAll("#wb-chat .wb-user, #wb-chat .wb-answer")) {
      if (bubble.matches(".wb-user")) {
        parts.push(`## ${escaped(bubble.textContent)}`);
      } else {
        const status = bubble.querySelector(".wb-status")?.textContent;
        parts.push(lines(bubble).map(escaped).join("  \n") + (status ? `\n\n（${status}）` : ""));
        parts.push(sources(bubble).map((each) => `> ${escaped(each.where)}：“${escaped(each.quote)}” <${each.address}>`).join("\n>\n"));
      }
    }
    return `${parts.filter(Boolean).join("\n\n")}\n`;
  };

  const exportAll = () => {
    const file = new Blob([asMarkdown()], { type: "text/markdown;charset=utf-8" });
    const link = make("a", { href: URL.createObjectURL(file), download: `wenbao-${new Date().toISOString().slice(0, 10)}.md` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const toClipboard = async (text) => {
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else copyByHand(text); // a page that is served without TLS to another machine has no clipboard
  };
  const copyByHand = (text) => {
    const box = make("textarea", { value: text });
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  };
  const copy = async (button) => {
    const before = button.textContent;
    await toClipboard(asText(button.closest(".wb-answer")));
    button.textContent = say("已复制");
    setTimeout(() => { button.textContent = before; }, 1500);
  };

  // --- asking again, editing ----------------------------------------------------------------------------------------
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

  const notice = make("p", { id: "wb-notice", hidden: true });
  notice.setAttribute("role", "status");
  const tell = (text) => {
    if (!notice.isConnected) document.querySelector("#wb-question")?.before(notice);
    notice.textContent = text;
    notice.hidden = !text;
  };
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

  // --- votes --------------------------------------------------------------------------------------------------------
  const vote = async (answer, value, reason = "") => {
    const response = await fetch(`${root}api/feedback`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ answer_id: named(answer, "wb-id-"), vote: value, reason }),
    }).catch(() => null);
    return response?.ok ?? false;
  };
  const voted = (answer, text) => {
    let line = answer.querySelector(".wb-thanks");
    if (!line) {
      line = make("p", { className: "wb-thanks" });
      line.setAttribute("role", "status");
      answer.append(line);
    }
    line.textContent = text;
  };
  const castVote = async (button) => {
    const answer = button.closest(".wb-answer");
    const isDown = button.matches(".wb-down");
    if (!(await vote(answer, isDown ? "down" : "up"))) {
      voted(answer, say("没有记下：反馈没有开启，或这个回答太早了。"));
      return;
    }
    for (const each of answer.querySelectorAll(".wb-vote")) each.setAttribute("aria-pressed", String(each === button));
    voted(answer, say("谢谢，已记下（不记录是谁）。"));
    answer.querySelector(".wb-reason")?.remove();
    if (isDown) answer.append(reasonForm(answer));
  };
  const reasonForm = (answer) => {
    const text = make("input", { type: "text", maxLength: 500, placeholder: say("哪里不对？（可不填）") });
    text.setAttribute("aria-label", say("哪里不对？（可不填）"));
    const form = make("form", { className: "wb-reason" }, text, make("button", { type: "submit", textContent: say("提交") }));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (text.value.trim() && (await vote(answer, "down", text.value.trim()))) {
        form.remove();
        voted(answer, say("谢谢，已记下（不记录是谁）。"));
      }
    });
    return form;
  };

  // --- a server that is gone ----------------------------------------------------------------------------------------
  // Gradio shows nothing when its server goes in the middle of an answer: ask whether it is there, and come back when
  // it is. The browser has kept the conversation, so that nothing is lost by loading the page anew.
  const isReady = async () => (await fetch(`${root}readyz`, { cache: "no-store" }).catch(() => null))?.ok ?? false;
  let lost = false;
  const watch = async () => {
    if (!lost && document.querySelector("#wb-question .stop-button") && !(await isReady())) {
      lost = true;
      tell(say("与服务器的连接断了，正在重新连接……对话已保存。"));
    } else if (lost && (await isReady())) {
      location.reload();
      return;
    }
    setTimeout(watch, lost ? 1000 : 1500);
  };
  setTimeout(watch, 3000);

  // --- the report to read -------------------------------------------------------------------------------------------
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

  // --- tables ---------------------------------------------------------------------------------------------------------
  const valueOf = (row, column) => {
    const cell = row.children[column];
    return cell.dataset.value === undefined ? cell.textContent : Number(cell.dataset.value);
  };
  const sort = (button) => {
    const head = button.closest("th");
    const column = [...head.parentElement.children].indexOf(head);
    const order = head.getAttribute("aria-sort") === "descending" ? "ascending" : "descending";
    for (const each of head.parentElement.children) each.setAttribute("aria-sort", each === head ? order : "none");
    const sign = order === "ascending" ? 1 : -1;
    const body = head.closest("table").tBodies[0];
    const compared = (one, other) => {
      if (one === "" || other === "") return (one === "") - (other === ""); // without a value: always at the end
      return sign * (typeof one === "number" ? one - other : one.localeCompare(other, "zh"));
    };
    body.append(...[...body.rows].sort((one, other) => compared(valueOf(one, column), valueOf(other, column))));
  };

  // --- what a person does -------------------------------------------------------------------------------------------
  const clicks = [
    [".wb-mark", openSource],
    [".wb-close", closePanel],
    [".wb-copy", copy],
    [".wb-again", (button) => askAgain(button.closest(".wb-answer"))],
    [".wb-vote", castVote],
    [".wb-edit", (button) => edit(button.closest(".message")?.querySelector(".wb-user"))],
    ["#wb-export", exportAll],
    [".wb-sort", sort],
    [".wb-copy-citation", async (button) => {
      await toClipboard(button.dataset.citation);
      button.textContent = say("已复制");
    }],
    [".wb-look-up", (button) => setValue("#wb-term", button.textContent)],
    [".wb-to", (link) => document.querySelector(link.hash)?.scrollIntoView({ behavior: "smooth", block: "start" })],
  ];
  document.addEventListener("click", (event) => {
    for (const [selector, act] of clicks) {
      const element = event.target.closest?.(selector);
      if (!element) continue;
      event.preventDefault();
      act(element);
      return;
    }
  });
  document.addEventListener("change", (event) => {
    const chip = event.target.closest?.(".wb-chip");
    if (chip) askAgain(chip.closest(".wb-answer"), named(chip, "wb-slot-"), chip.value);
  });
  document.addEventListener("input", (event) => { if (event.target.id === "wb-find") find(event.target.value.trim()); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      document.activeElement?.closest?.(".wb-defined")?.blur();
      closePanel();
      stopEditing();
    } else if (event.key === "Enter" && event.target.id === "wb-find") {
      event.preventDefault();
      nextFound();
    } else if (event.key === " " && event.target.matches?.(".wb-mark")) {
      event.preventDefault();
      openSource(event.target);
    }
  });

  // --- what Gradio writes -------------------------------------------------------------------------------------------
  // It names a message by its HTML source, and its buttons in English; a screen reader would read that out.
  const names = { "Scroll to bottom": say("到最新一条") };
  const rename = () => {
    for (const message of document.querySelectorAll("#wb-chat [data-testid][aria-label*='message: ']")) {
      message.setAttribute("aria-label", say(message.dataset.testid === "user" ? "提问" : "回答"));
    }
    for (const button of document.querySelectorAll("#wb-chat button[aria-label]")) {
      const name = names[button.getAttribute("aria-label")] ?? button.querySelector(".example-text")?.textContent;
      if (name && button.getAttribute("aria-label") !== name) {
        button.setAttribute("aria-label", name);
        if (button.title) button.title = name;
      }
    }
  };

  const complete = () => {
    for (const term of document.querySelectorAll(".wb-defined:not([tabindex])")) term.tabIndex = 0;
    for (const chip of document.querySelectorAll(".wb-chip:not([aria-label])")) chip.setAttribute("aria-label", chip.title);
    // Gradio calls its examples a list, and its buttons are no items of one.
    for (const list of document.querySelectorAll("#wb-chat [role=list]:has(> button)")) list.setAttribute("role", "group");
    for (const button of document.querySelectorAll(".wb-vote:not([aria-pressed])")) button.setAttribute("aria-pressed", "false");
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
    if (document.querySelector("#wb-question .stop-button")) stopEditing();
    asked = questions.length;
    if (following?.isConnected) log.scrollTop += following.getBoundingClientRect().top - log.getBoundingClientRect().top - 4;
  };
  for (const touch of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    document.addEventListener(touch, (event) => { if (event.target.closest?.("#wb-chat")) following = null; }, { passive: true });
  }

  new MutationObserver(() => { rename(); complete(); follow(); showHere(); }).observe(document.documentElement, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["aria-label", "style", "class"],
  });
})();
