// Tables that are sorted.
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
