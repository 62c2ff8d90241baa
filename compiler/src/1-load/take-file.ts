import type { Positions } from "../2-model/project-model";
import { featureOf } from "./discover";
import type { Evaluated } from "./evaluate-worker";
import type { LoadedDefinition, LoadedProject } from "./loaded-project";

/** Where things stand in one file. */
export interface FilePositions {
  /** Of the default export. */
  definition: Positions;
  /** Of every top-level constant, by name, in source order. */
  tables: Record<string, Positions>;
}

/** Adds what became of one file to the project, joined with its positions. */
export function takeFile(
  project: LoadedProject,
  positions: ReadonlyMap<string, FilePositions>,
  result: Evaluated,
): void {
  if ("problem" in result) return;
  const { file, tables, definition: evaluated } = result;
  const { definition, tables: declared } = positions.get(file) ?? { definition: {}, tables: {} };
  if (file === project.config.file) {
    project.config = {
      file,
      value: "value" in evaluated ? evaluated.value : undefined,
      positions: definition,
    };
    return;
  }
  const names = Object.keys(declared);
  project.files.push({
    path: file,
    feature: featureOf(file) ?? "",
    // A table that is only re-exported belongs to the file that declares it.
    tables: tables
      .flatMap((table) => {
        const found = declared[table.exportName];
        return found ? { ...table, positions: found } : [];
      })
      .sort((a, b) => names.indexOf(a.exportName) - names.indexOf(b.exportName)),
    definition: loadedDefinition(evaluated, definition),
  });
}

function loadedDefinition(
  definition: Extract<Evaluated, { tables: unknown }>["definition"],
  positions: Positions,
): LoadedDefinition {
  switch (definition.kind) {
    case "table":
    case "actions":
    case "page":
      return { ...definition, positions };
    case "none":
      return { kind: "none" };
    default:
      return { kind: "other", positions };
  }
}
