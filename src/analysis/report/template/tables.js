// Long tables sort and filter. The page is complete without: this adds to what is there.
for (const table of document.querySelectorAll("table.long")) {
  const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  const told = document.createElement("output"), field = document.createElement("input");
  const tools = document.createElement("p"), label = document.createElement("label");
  field.type = "search";
  label.append("Show rows with ", field);
  tools.className = "filter";
  tools.append(label, told);
  table.closest(".scroll").before(tools);
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    told.textContent = wanted ? ` ${rows.filter((row) => !row.hidden).length} of ${rows.length}` : "";
  });

  const key = (row, column) => {
    const text = row.cells[column].textContent.trim().replaceAll("−", "-");
    const number = text.match(/^[-+]?£?-?[\d,]*\.?\d+(?=$|[^\d])/);
    const day = /^(\d{1,2} )?[A-Z][a-z]+ \d{4}$/.test(text) ? Date.parse(text) : NaN;
    if (!Number.isNaN(day)) return [0, day, text];
    if (number) return [0, Number(number[0].replace(/[£,+]/g, "")), text];
    return text === "not known" || text === "–" ? [2, 0, ""] : [1, 0, text];
  };
  const compare = (one, other) =>
    one[1] - other[1] || one[2].localeCompare(other[2], "en-GB", { numeric: true });
  const order = (column, way) => {
    const keys = new Map(rows.map((row) => [row, key(row, column)]));
    const total = (row) => (row.classList.contains("total") ? 1 : 0);
    const sorted = [...rows].sort((a, b) => {
      const [one, other] = [keys.get(a), keys.get(b)];
      return total(a) - total(b) || one[0] - other[0] || way * compare(one, other);
    });
    body.append(...(way ? sorted : rows));
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const next = { ascending: "descending", descending: "" }[head.ariaSort] ?? "ascending";
      for (const one of heads) one.removeAttribute("aria-sort");
      if (next) head.ariaSort = next;
      order(column, { ascending: 1, descending: -1 }[next] ?? 0);
    });
  });
}
