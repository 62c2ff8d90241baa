import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { nearest } from "../diagnostics/suggest";
import { handlerExport, outputPath, resolveLocal } from "../source";
import type { ActionOwner } from "./actions";
import { positionOf, removeEdit, replaceValueEdit } from "./positions";
import type { ActionModel } from "./project-model";
import type { RawAction } from "./raw";

export interface HandlerContext {
  sources: ReadonlyMap<string, string>;
  /** Receives the handler files that have to be carried, by feature. */
  handlerFiles: Map<string, Set<string>>;
  diagnostics: Diagnostic[];
}

/** Where an action's code is: inline, or in a file that must exist and export a function. */
export function handlerOf(
  action: string,
  { execute, handler }: RawAction,
  { file, positions }: ActionOwner,
  context: HandlerContext,
): ActionModel["handler"] | undefined {
  const report = (diagnostic: Diagnostic) => {
    context.diagnostics.push(diagnostic);
    return undefined;
  };
  const at = (key: string) => positionOf(positions, `${action}.${key}`);
  if (execute && handler !== undefined)
    return report(
      diagnostics.ACTION_BODY_BOTH({ action }, at("handler"), removeEdit(positions, `${action}.handler`)),
    );
  if (execute) return { kind: "inline" };
  if (handler === undefined) return report(diagnostics.ACTION_BODY_MISSING({ action }, at("")));

  const path = resolveLocal(context.sources, file.path, handler.startsWith(".") ? handler : `./${handler}`);
  const module = path && outputPath(path);
  if (path === undefined || module === undefined) {
    const hint = `Create \`${handler}.ts\` beside \`${file.path}\`, or correct the path.`;
    const near = nearest(handler, modulesBeside(file.path, context.sources));
    const edit =
      near === undefined ? undefined : replaceValueEdit(positions, `${action}.handler`, JSON.stringify(near));
    return report(diagnostics.ACTION_HANDLER_NOT_FOUND({ action, handler, hint }, at("handler"), edit));
  }
  const exportName = handlerExport(context.sources.get(path) ?? "");
  if (!exportName) return report(diagnostics.ACTION_HANDLER_EXPORT({ action, handler }, at("handler")));
  const files = context.handlerFiles.get(file.feature) ?? new Set();
  context.handlerFiles.set(file.feature, files.add(path));
  return { kind: "file", module: module.replace(/\.[jt]sx?$/, ""), exportName };
}

/** The modules in folders below the file's own, as it would import them. */
function modulesBeside(file: string, sources: HandlerContext["sources"]): string[] {
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  return [...sources.keys()]
    .filter((path) => path.startsWith(folder) && path.slice(folder.length).includes("/"))
    .map((path) => `./${path.slice(folder.length).replace(/\.[jt]sx?$/, "")}`);
}
