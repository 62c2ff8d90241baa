import { z } from "zod";
import { tableSchema } from "../definitions/table.schema";

type Node = z.core.JSONSchema.BaseSchema;

/** Deep enough for the keys of an access rule, `crud.list.access.roles`. */
const DEEPEST = 4;
const MOST_PLACES = 3;

/**
 * Where in a table's rules a key of this name stands, e.g. `pageSize` → `crud.list.pageSize`: the places
 * that share most with the path where it was looked for, the outermost first.
 */
export function placesOf(key: string, path: readonly string[]): string[] {
  const schema = z.toJSONSchema(tableSchema, { io: "input", unrepresentable: "any" });
  const found = pathsIn(schema, [], schema.$defs ?? {}).filter((place) => place.at(-1) === key);
  const nearest = Math.max(...found.map((place) => shared(place, path)));
  const near = found.filter((place) => shared(place, path) === nearest);
  const names = near.sort((a, b) => a.length - b.length).map((place) => place.join("."));
  return [...new Set(names)].slice(0, MOST_PLACES);
}

/** What a message adds of a key that stands elsewhere; empty where no such key is known. */
export function placeHint(key: string, path: readonly string[]): string {
  const places = placesOf(key, path);
  if (places.includes(key)) return `"${key}" is a key of the table itself: set "${key}"`;
  return places.length === 0 ? "" : `"${key}" stands at ${places.join(", ")}`;
}

function shared(place: readonly string[], path: readonly string[]): number {
  const differs = place.findIndex((key, index) => key !== path[index]);
  return differs === -1 ? place.length : differs;
}

function pathsIn(node: Node, path: string[], definitions: Record<string, Node>): string[][] {
  if (path.length >= DEEPEST) return [];
  const target = definitions[node.$ref?.split("/").at(-1) ?? ""];
  if (target) return pathsIn(target, path, definitions);
  const keyed = [...Object.entries(node.properties ?? {}), ["<name>", node.additionalProperties] as const];
  const inner = keyed.flatMap(([key, value]) =>
    typeof value === "object" ? [[...path, key], ...pathsIn(value, [...path, key], definitions)] : [],
  );
  const parts = (node.anyOf ?? []).filter((part) => typeof part === "object");
  return [...inner, ...parts.flatMap((part) => pathsIn(part, path, definitions))];
}
