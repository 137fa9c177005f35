// A marker in an answer opens the citation it points at.
document.addEventListener("click", (event) => {
  const marker = event.target.closest(".wb-mark");
  if (!marker) return;
  const number = marker.textContent.replace(/\D/g, "");
  const source = marker.closest(".wb-answer")?.querySelector(`.wb-cite-${number}`);
  if (!source) return;
  event.preventDefault();
  source.open = true;
  source.scrollIntoView({ behavior: "smooth", block: "nearest" });
});
