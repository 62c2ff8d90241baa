import type { FunctionMarker } from "../1-load/loaded-project";
import { functionName, type WantedFunction } from "../source";
import type { FunctionRef, Positions } from "./project-model";

/** Whether a loaded value stands for a function. */
export function isFunction(value: unknown): value is FunctionMarker {
  return typeof value === "object" && value !== null && "$function" in value;
}

/** Hands out references to the functions of one definition and remembers which were asked for. */
export interface FunctionScope {
  ref(path: string, kind: WantedFunction["kind"]): FunctionRef;
}

/**
 * @param owner the table, or the feature of tableless actions; begins the exported name
 * @param wanted list that receives every function asked for
 */
export function functionScope(
  owner: string,
  file: string,
  positions: Positions,
  wanted: WantedFunction[],
): FunctionScope {
  return {
    ref(path, kind) {
      const name = functionName(owner, path);
      wanted.push({ file, path, kind, name });
      const position = positions[path];
      return position ? { name, position } : { name };
    },
  };
}
