// Answers as text: copied, or exported as Markdown.
const plain = (element) => {
  const copy = element.cloneNode(true);
  for (const tip of copy.querySelectorAll(".wb-tip")) tip.remove();
  return copy.textContent;
};
// What happened to an answer is no part of it, and the thanks for a vote even less.
const lines = (answer) => [...answer.querySelectorAll(":scope > p:not(.wb-thanks)")].map(
  (line) => (line.matches(".wb-told") ? `（${plain(line)}）` : plain(line)));
const sources = (answer) => [...answer.querySelectorAll(".wb-cite")].map((source) => ({
  where: source.querySelector(".wb-from").textContent,
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
const sayCopied = (button) => {
  button.dataset.name ??= button.textContent;
  button.textContent = say("已复制");
  setTimeout(() => { button.textContent = button.dataset.name; }, 1500);
};
const copy = async (button) => {
  await toClipboard(asText(button.closest(".wb-answer")));
  sayCopied(button);
};
