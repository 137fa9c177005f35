// Votes and their reasons.
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
