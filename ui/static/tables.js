// Tables that are sorted.
// Within a unit a cell is sorted by its amount: people are not more than companies.
const valueOf = (row, column) => {
  const { dataset, textContent } = row.children[column];
  if (dataset.value !== undefined) return { unit: dataset.unit, value: Number(dataset.value) };
  return { unit: "", value: textContent };
};
const sort = (button) => {
  const head = button.closest("th");
  const column = [...head.parentElement.children].indexOf(head);
  const order = head.getAttribute("aria-sort") === "descending" ? "ascending" : "descending";
  for (const each of head.parentElement.children) each.setAttribute("aria-sort", each === head ? order : "none");
  const sign = order === "ascending" ? 1 : -1;
  const body = head.closest("table").tBodies[0];
  const compared = (one, other) => {
    if (one.value === "" || other.value === "") return (one.value === "") - (other.value === ""); // without one: always at the end
    if (one.unit !== other.unit) return one.unit.localeCompare(other.unit, "zh");
    return sign * (typeof one.value === "number" ? one.value - other.value : one.value.localeCompare(other.value, "zh"));
  };
  body.append(...[...body.rows].sort((one, other) => compared(valueOf(one, column), valueOf(other, column))));
};
