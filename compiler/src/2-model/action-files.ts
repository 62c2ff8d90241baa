import type { LoadedFile } from "../1-load/loaded-project";
import { actionSchema } from "../definitions/actions.schema";
import { diagnostics } from "../diagnostics/codes.generated";
import { type ActionContext, type ActionOwner, actionModel } from "./actions";
import { parse } from "./parse";
import { positionOf, positionsBelow } from "./positions";
import type { ActionModel, TableModel } from "./project-model";

interface Found {
  actions: ActionModel[];
  /** An action has the wrong shape, so it is missing from `actions`. */
  incomplete: boolean;
}

/** Every action of the project, in the order of the files; problems go to the context. */
export function actionsOf(files: LoadedFile[], tables: TableModel[], context: ActionContext): Found {
  const found = files.map((file) => actionsOfFile(file, files, tables, context));
  return {
    actions: found.flatMap(({ actions }) => actions),
    incomplete: found.some(({ incomplete }) => incomplete),
  };
}

function actionsOfFile(
  file: LoadedFile,
  files: LoadedFile[],
  tables: TableModel[],
  context: ActionContext,
): Found {
  const { definition } = file;
  if (definition.kind !== "actions") return { actions: [], incomplete: false };
  const { positions, actions: written } = definition;
  const owner = ownerOf(file, tables);
  if (!owner) {
    // A table that is there but could not be read has been reported already.
    const unread = files.some(
      ({ feature, tables: loaded }) =>
        feature === file.feature && loaded.some(({ dbName }) => dbName === definition.table),
    );
    if (unread) return { actions: [], incomplete: true };
    const params = { file: file.path, table: definition.table ?? "undefined" };
    context.diagnostics.push(diagnostics.ACTION_TABLE_UNKNOWN(params, positionOf(positions, "")));
    return { actions: [], incomplete: true };
  }
  const parsed = Object.entries(isRecord(written) ? written : {}).map(([name, value]) => {
    const { value: raw, diagnostics: problems } = parse(actionSchema, {
      value,
      positions: positionsBelow(positions, name),
      owner: `action \`${name}\``,
    });
    context.diagnostics.push(...problems);
    return raw && actionModel(name, raw, owner, context);
  });
  const actions = parsed.filter((action) => action !== undefined);
  return { actions, incomplete: actions.length < parsed.length };
}

/** The table of the same feature, or the feature itself for `defineActions(null, …)`. */
function ownerOf(file: LoadedFile, tables: TableModel[]): ActionOwner | undefined {
  const { definition, feature } = file;
  if (definition.kind !== "actions") return undefined;
  const { positions } = definition;
  if (definition.table === null) return { file, mount: feature, positions };
  const table = tables.find(
    (candidate) => candidate.feature === feature && candidate.dbName === definition.table,
  );
  return table && { file, table: table.name, mount: table.path, positions };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
