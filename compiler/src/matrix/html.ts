import { createHash } from "node:crypto";
import type { Cell, Grid, Row } from "./grid";
import { pageScript, pageStyle } from "./html-assets";
import { cellWords } from "./text-tables";

/**
 * The matrix as one page that needs nothing else: no request leaves it, its policy allows no other style
 * or script than its own, and without script it shows everything.
 * @param title name of the project
 */
export function matrixHtml(grids: Grid[], title: string): string {
  const roles = [...new Set(grids.flatMap((grid) => grid.roles))];
  const policy = `default-src 'none'; style-src '${digest(pageStyle)}'; script-src '${digest(pageScript)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Access matrix: ${text(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>Access matrix <small>${text(title)}</small></h1>
<p>Who may do what, and which fields they see, as the definitions say it. A dotted answer depends on the record.</p>
${inShort(grids)}
<ul class="legend" aria-label="Legend"><li class="yes">yes, visible</li><li class="if">on a condition</li><li class="masked">masked</li><li class="no">no, absent</li><li class="w">✎ may be written</li></ul>
<form id="filters" hidden>
<label>Table <input type="search" name="table" list="tables" placeholder="all tables" autocomplete="off"></label>
<datalist id="tables">${grids.map(({ table }) => `<option value="${text(table)}"></option>`).join("")}</datalist>
<fieldset><legend>Roles</legend>${roles.map((role) => `<label><input type="checkbox" name="role" value="${text(role)}" checked> ${text(role)}</label>`).join("")}<button type="reset">Show all</button></fieldset>
<output aria-live="polite"></output>
</form>
</header>
<main>
${grids.map(section).join("\n")}
</main>
<script>${pageScript}</script>
</body>
</html>
`;
}

/** What a reader wants to know first: what is open to strangers, and what is masked for someone. */
function inShort(grids: Grid[]): string {
  const list = (rowsOf: (grid: Grid) => Row[]) =>
    grids
      .map((grid) => [grid.table, rowsOf(grid).map(({ name }) => name)] as const)
      .filter(([, names]) => names.length > 0)
      .map(([table, names]) => `<a href="#table-${text(table)}">${text(table)}</a> ${text(names.join(", "))}`)
      .join("; ");
  const open = list(({ operations, roles }) =>
    operations.filter(({ cells }) => (cells[roles.indexOf("anonymous")]?.kind ?? "no") !== "no"),
  );
  const masked = list(({ fields }) =>
    fields.filter(({ cells }) => cells.some(({ kind }) => kind === "masked")),
  );
  const asked = grids.some(({ roles }) => roles.includes("anonymous"));
  return `<dl>${asked ? `<dt>Open without an account</dt><dd>${open || "nothing"}</dd>` : ""}<dt>Masked for someone</dt><dd>${masked || "nothing"}</dd></dl>`;
}

function section({ table, feature, rows, definition, roles, operations, fields }: Grid): string {
  const id = `table-${text(table)}`;
  const head = (kind: string) =>
    `<thead><tr><th scope="col">${kind}</th>${roles.map((role) => `<th scope="col" data-role="${text(role)}">${text(role)}</th>`).join("")}</tr></thead>`;
  const body = (kind: string, list: Row[]) =>
    list.length === 0
      ? ""
      : `<div class="scroll" role="region" tabindex="0" aria-label="${text(table)}, ${kind}s"><table><caption>${kind === "operation" ? "Operations" : "Fields"}</caption>${head(kind)}<tbody>${list.map((row) => line(row, roles)).join("")}</tbody></table></div>`;
  return `<section id="${id}" data-table="${text(table)}"><h2>${text(table)} <small>${text(feature)}</small></h2>
<p>Rows: ${text(rows)}. <code>${text(definition)}</code></p>
${body("operation", operations)}
${body("field", fields)}
</section>`;
}

function line({ name, detail, definition, cells }: Row, roles: string[]): string {
  const place = `<small title="${text(definition)}">${text(definition.split("/").at(-1) ?? "")}</small>`;
  const about = detail === "" ? place : `<small>${text(detail)}</small>${place}`;
  const answers = cells.map((cell, column) => answer(cell, roles[column] ?? ""));
  return `<tr><th scope="row">${text(name)}${about}</th>${answers.join("")}</tr>`;
}

function answer(cell: Cell, role: string): string {
  const written =
    cell.writes.length === 0 ? "" : `<small class="w">✎ ${text(cell.writes.join(", "))}</small>`;
  return `<td class="${cell.kind}" data-role="${text(role)}" title="${text(`${role}: ${cellWords(cell)}`)}"><span>${text(cell.text)}</span>${written}</td>`;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Names are the user's: in text and in attributes they stay text. */
function text(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => entities[sign] ?? "");
}

function digest(source: string): string {
  return `sha256-${createHash("sha256").update(source).digest("base64")}`;
}
