/**
 * Marks what a define function returned, so that the compiler knows it whatever file it came from.
 * The mark is a symbol: it never shows in the definition's own keys.
 */
export const definitionKey: unique symbol = Symbol.for("quickback.definition");

export type DefinitionKind = "config" | "table" | "actions" | "page";

/** A marked definition. */
export interface Definition<Kind extends DefinitionKind> {
  readonly [definitionKey]: Kind;
}
