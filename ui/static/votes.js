// Votes and their reasons. Which answers one has voted on is kept in the browser, as long as the conversation is.
const VOTES = "wenbao-votes";
const MOST_VOTES = 100;
const votes = () => JSON.parse(localStorage.getItem(VOTES) ?? "[]");
const keepVote = (id, value) => {
  const others = votes().filter(([other]) => other !== id);
  localStorage.setItem(VOTES, JSON.stringify([...others, [id, value]].slice(-MOST_VOTES)));
};
const forgetVotes = () => localStorage.removeItem(VOTES);
const showVotes = () => {
  const unmarked = document.querySelectorAll(".wb-vote:not([aria-pressed])");
  if (!unmarked.length) return;
  const cast = new Map(votes());
  for (const button of unmarked) {
    const value = cast.get(named(button.closest(".wb-answer"), "wb-id-"));
    button.setAttribute("aria-pressed", String(value !== undefined && button.matches(`.wb-${value}`)));
  }
};

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
  const value = isDown ? "down" : "up";
  if (!(await vote(answer, value))) {
    voted(answer, say("没有记下：反馈没有开启，或这个回答太早了。"));
    return;
  }
  keepVote(named(answer, "wb-id-"), value);
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
      answer.querySelector(".wb-down").focus();
      voted(answer, say("谢谢，已记下（不记录是谁）。"));
    }
  });
  return form;
};
