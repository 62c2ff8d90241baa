import type { AccessRule } from "../runtime/src/lib/policy";
import type { ActionModel, FunctionRef, ProjectModel, TableModel } from "./2-model/project-model";
import { ruleWords } from "./6-verify/rule-words";

/** A table in a few words; every part is one line or less. */
export interface TableFacts {
  /** Absent for the actions of a feature without tables. */
  table?: string;
  feature: string;
  file: string;
  /** E.g. `organization, soft delete`. */
  scope: string;
  /** `!` not null, `=` has a default, `->` points at. */
  columns: string;
  /** Operations, views among them, by who may: `list, get: owner, admin`. */
  operations: string[];
  /** `email (email; owner, admin)`. */
  masks: string;
  /** `close (POST /:id/close): owner`. */
  actions: string[];
}

/** Every table of a model, by feature, and the actions of features without one. */
export function tableFacts({ features }: ProjectModel): TableFacts[] {
  return features.flatMap(({ name: feature, tables, actions }) => {
    const loose = actions.filter(({ table }) => table === undefined);
    const [first] = loose;
    return [
      ...tables.map((table) => ofTable(table, actions)),
      ...(first
        ? [
            {
              feature,
              file: first.file,
              scope: "",
              columns: "",
              operations: [],
              masks: "",
              actions: loose.map(actionWords),
            },
          ]
        : []),
    ];
  });
}

function ofTable(table: TableModel, actions: readonly ActionModel[]): TableFacts {
  return {
    table: table.name,
    feature: table.feature,
    file: table.file,
    scope: table.internal ? "internal: no routes" : scopeWords(table),
    columns: table.columns
      .filter(({ injected }) => !injected)
      .map(columnWords)
      .join(", "),
    operations: operationWords(table),
    masks: maskWords(table),
    actions: actions.filter((action) => action.table === table.name).map(actionWords),
  };
}

function scopeWords({ firewall }: TableModel): string {
  const scopes = firewall.exception ? ["every row"] : firewall.scopes.map(({ kind }) => kind);
  return [...scopes, ...(firewall.softDelete ? ["soft delete"] : [])].join(", ");
}

function columnWords({
  name,
  enumValues,
  references,
  notNull,
  hasDefault,
  primaryKey,
}: TableModel["columns"][number]) {
  const values = enumValues ? `(${enumValues.join("|")})` : "";
  const marks = `${notNull && !primaryKey ? "!" : ""}${hasDefault && !primaryKey ? "=" : ""}`;
  return `${name}${values}${marks}${references ? `->${references.table}` : ""}`;
}

function operationWords({ crud, views }: TableModel): string[] {
  const { list, get, create, update, delete: remove, put } = crud;
  const single = Object.entries({ list, get, create, update, delete: remove, put });
  const rules: [name: string, rule: AccessRule<FunctionRef>][] = [
    ...single.flatMap(([name, operation]): [string, AccessRule<FunctionRef>][] =>
      operation ? [[name, operation.access]] : [],
    ),
    ...Object.entries(views).map(([name, view]): [string, AccessRule<FunctionRef>] => [
      `view ${name}`,
      view.access,
    ]),
  ];
  const names = new Map<string, string[]>();
  for (const [name, rule] of rules) {
    const words = ruleWords(rule);
    names.set(words, [...(names.get(words) ?? []), name]);
  }
  return [...names].map(([words, operations]) => `${operations.join(", ")}: ${words}`);
}

function maskWords({ masking }: TableModel): string {
  const masks = Object.entries(masking).map(([column, { type, roles, ownerColumn }]) => {
    const seen = [...roles, ...(ownerColumn ? ["the row's owner"] : [])].join(", ");
    return `${column} (${type}${seen ? `; seen by ${seen}` : ""})`;
  });
  return masks.join(", ");
}

function actionWords({ name, method, path, access }: ActionModel): string {
  return `${name} (${method} ${path}): ${ruleWords(access)}`;
}
