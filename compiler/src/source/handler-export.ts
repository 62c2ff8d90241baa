import { parse } from "./parse";

/**
 * Which export of a handler file is the handler: the default one, else `execute`.
 * @returns `undefined` when the file has neither
 */
export function handlerExport(text: string): "default" | "execute" | undefined {
  const names = new Set<string>();
  for (const statement of parse("handler.ts", text).program.body) {
    if (statement.type === "ExportDefaultDeclaration") names.add("default");
    if (statement.type !== "ExportNamedDeclaration") continue;
    for (const { exported } of statement.specifiers)
      names.add(exported.type === "Literal" ? String(exported.value) : exported.name);
    const { declaration } = statement;
    if (declaration?.type === "FunctionDeclaration" && declaration.id) names.add(declaration.id.name);
    if (declaration?.type === "VariableDeclaration")
      for (const { id } of declaration.declarations) if (id.type === "Identifier") names.add(id.name);
  }
  if (names.has("default")) return "default";
  return names.has("execute") ? "execute" : undefined;
}
