import { compact } from "../2-model/compact";
import { positionOf, replaceValueEdit } from "../2-model/positions";
import type { ActionModel, PageModel, ProjectModel, TableModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { nearest, suggestion } from "../diagnostics/suggest";
import { checkRule } from "./access";
import { type Place, unknownColumn } from "./columns";

const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** What a page's names may refer to. */
interface Known {
  tables: ReadonlyMap<string, TableModel>;
  actions: readonly ActionModel[];
}

/** Pages name tables, columns, data sources and actions that exist, and each has an address of its own. */
export function checkPages(model: ProjectModel): Diagnostic[] {
  const { pages } = model;
  const tables = model.features.flatMap((feature) => feature.tables).filter(({ internal }) => !internal);
  const known: Known = {
    tables: new Map(tables.map((table) => [table.name, table])),
    actions: model.features.flatMap(({ actions }) => actions),
  };
  return pages.flatMap((page) => [
    ...checkAddress(page, pages),
    ...checkSources(page, known),
    ...checkPanels(page),
    ...checkMatching(page, known),
    ...checkPageActions(page, known),
    ...checkAccess(page, model),
  ]);
}

function placeOf({ name, positions }: PageModel): Place {
  return { positions, where: (path) => `\`${path}\` of page \`${name}\`` };
}

function checkAddress(page: PageModel, pages: PageModel[]): Diagnostic[] {
  const { name: slug, file, feature, namedFeature, positions } = page;
  const at = (path: string) => positionOf(positions, path);
  const found: Diagnostic[] = [];
  const stem = file.slice(file.lastIndexOf("/") + 1).replace(/\.[jt]sx?$/, "");
  if (!kebabCase.test(slug)) {
    const rule = "lower-case letters, digits and single dashes only";
    found.push(diagnostics.NAME_INVALID({ kind: "Page", name: slug, rule }, at("slug")));
  } else if (stem !== slug) {
    const edit = kebabCase.test(stem) ? replaceValueEdit(positions, "slug", `"${stem}"`) : undefined;
    found.push(diagnostics.PAGE_FILE_MISMATCH({ slug, file }, at("slug"), edit));
  }
  const first = pages.find(({ name }) => name === slug);
  if (first && first !== page)
    found.push(diagnostics.PAGE_DUPLICATE({ slug, other: first.file }, at("slug")));
  if (namedFeature !== undefined && namedFeature !== feature) {
    const edit = replaceValueEdit(positions, "feature", `"${feature}"`);
    found.push(
      diagnostics.PAGE_FEATURE_MISMATCH({ slug, named: namedFeature, feature }, at("feature"), edit),
    );
  }
  return found;
}

function checkSources(page: PageModel, { tables }: Known): Diagnostic[] {
  return Object.entries(page.dataSources).flatMap(([key, { table: name, defaultSort, displayColumns }]) => {
    const path = `dataSources.${key}`;
    const table = tables.get(name);
    if (!table) return [unknownName(page, "table", name, `${path}.table`, [...tables.keys()])];
    const unlisted = table.crud.list
      ? []
      : [
          diagnostics.PAGE_SOURCE_UNREADABLE(
            { slug: page.name, table: name },
            positionOf(page.positions, `${path}.table`),
          ),
        ];
    const sort = defaultSort
      ? unknownColumn(table, defaultSort.field, `${path}.defaultSort.field`, "value", placeOf(page))
      : [];
    const columns = (displayColumns ?? []).flatMap((column, index) =>
      unknownColumn(table, column, `${path}.displayColumns.${index}`, "element", placeOf(page)),
    );
    return [...unlisted, ...sort, ...columns];
  });
}

function checkPanels(page: PageModel): Diagnostic[] {
  const sources = Object.keys(page.dataSources);
  return page.layout.panels.flatMap(({ dataSource }, index) =>
    sources.includes(dataSource)
      ? []
      : [unknownName(page, "data source", dataSource, `layout.panels.${index}.dataSource`, sources)],
  );
}

/** Both sides of a rule are `<data source>.<column>`. */
function checkMatching(page: PageModel, { tables }: Known): Diagnostic[] {
  const sources = Object.keys(page.dataSources);
  return (page.matching?.rules ?? []).flatMap(({ condition }, index) =>
    (["left", "right"] as const).flatMap((side) => {
      const path = `matching.rules.${index}.condition.${side}`;
      const [source = "", column = ""] = condition[side].split(".");
      const held = page.dataSources[source];
      if (!held) return [unknownName(page, "data source", source, path, sources, `.${column}`)];
      const table = tables.get(held.table);
      return table ? unknownColumn(table, column, path, "value", placeOf(page)).map(withoutEdit) : [];
    }),
  );
}

/** The column stands behind its source in one text, which an edit of the column alone would lose. */
function withoutEdit({ edit: _edit, ...diagnostic }: Diagnostic): Diagnostic {
  return diagnostic;
}

function checkPageActions(page: PageModel, { tables, actions }: Known): Diagnostic[] {
  return Object.entries(page.pageActions).flatMap(([key, { table, action }]) => {
    const path = `pageActions.${key}`;
    if (!tables.has(table)) return [unknownName(page, "table", table, `${path}.table`, [...tables.keys()])];
    const names = actions.filter((own) => own.table === table).map(({ name }) => name);
    return names.includes(action) ? [] : [unknownName(page, "action", action, `${path}.action`, names)];
  });
}

function checkAccess(page: PageModel, { organizations }: ProjectModel): Diagnostic[] {
  if (!page.access) return [];
  return checkRule({ ...placeOf(page), access: compact(page.access), path: "access", organizations });
}

/** @param rest what stands behind the name in the same text */
function unknownName(
  page: PageModel,
  kind: "table" | "data source" | "action",
  name: string,
  path: string,
  known: string[],
  rest = "",
): Diagnostic {
  const near = nearest(name, known);
  const hint = suggestion(name, known, `${kind}s`);
  const edit =
    near === undefined ? undefined : replaceValueEdit(page.positions, path, JSON.stringify(near + rest));
  const params = { where: placeOf(page).where(path), kind, name, hint };
  return diagnostics.PAGE_NAME_UNKNOWN(params, positionOf(page.positions, path), edit);
}
