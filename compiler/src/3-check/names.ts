import { positionOf } from "../2-model/positions";
import type { ProjectModel, TableModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic, SourcePosition } from "../diagnostics/diagnostic";

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;
const segment = /^[A-Za-z][A-Za-z0-9_-]*$/;

const rules = {
  identifier: "letters, digits and `_` only, not starting with a digit",
  segment: "letters, digits, `-` and `_` only, starting with a letter",
} as const;

/** Names that become file names, paths, SQL or code consist of harmless characters. */
export function checkNames({ features }: ProjectModel): Diagnostic[] {
  return features.flatMap((feature) => {
    const file = feature.tables[0]?.file ?? feature.actions[0]?.file;
    const position = file === undefined ? undefined : { file, line: 1, column: 1, start: 0, end: 0 };
    return [
      ...check("Feature", feature.name, "segment", position),
      ...feature.tables.flatMap(checkTableNames),
      ...feature.actions.flatMap(({ name, positions }) =>
        check("Action", name, "segment", positionOf(positions, "")),
      ),
    ];
  });
}

function checkTableNames({ name, dbName, columns, views, positions, declaration }: TableModel): Diagnostic[] {
  const at = declaration ?? positionOf(positions, "");
  return [
    ...check("Table", name, "identifier", at),
    ...check("SQL table name", dbName, "identifier", at),
    ...columns.flatMap((column) => [
      ...check("Column", column.name, "identifier", column.position ?? at),
      ...check("SQL column name", column.dbName, "identifier", column.position ?? at),
    ]),
    ...Object.keys(views).flatMap((view) =>
      check("View", view, "segment", positionOf(positions, `views.${view}`)),
    ),
  ];
}

function check(
  kind: string,
  name: string,
  form: keyof typeof rules,
  position: SourcePosition | undefined,
): Diagnostic[] {
  const valid = form === "identifier" ? identifier.test(name) : segment.test(name);
  return valid ? [] : [diagnostics.NAME_INVALID({ kind, name, rule: rules[form] }, position)];
}
