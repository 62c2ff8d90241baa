import { z } from "zod";

const node = z.object({
  $ref: z.string().optional(),
  type: z.unknown().optional(),
  $defs: z.record(z.string(), z.unknown()).default({}),
  properties: z.record(z.string(), z.unknown()).default({}),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).default([]),
});

type Node = z.output<typeof node>;

/** Whether dotted paths lead to a key of one of several schemas; how their first names are known as keys. */
export interface NestedKeys {
  /** Names that a path of keys may begin with: those that hold others. */
  roots: ReadonlySet<string>;
  has(path: string): boolean;
}

/** Reads the keys that schemas accept, at every depth. */
export function nestedKeys(schemas: readonly z.ZodType[]): NestedKeys {
  const tops = schemas.map((schema) =>
    node.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })),
  );
  return {
    roots: new Set(
      tops.flatMap(({ properties }) => Object.keys(properties).filter((key) => holds(properties[key]))),
    ),
    has: (path) => tops.some((top) => leads(top, top, path.split("."))),
  };
}

/** Paths of keys that a text names in code: `crud.list.access`, and not the file `guards.ts`. */
export function keyPathsIn(code: string, roots: ReadonlySet<string>): string[] {
  const paths = [...code.matchAll(/(?<![\w.$/-])[a-z]\w*(?:\.[A-Za-z]\w*)+(?![\w(/])/g)].map(
    ([path]) => path,
  );
  return paths.filter(
    (path) => roots.has(path.split(".")[0] ?? "") && !/\.(ts|tsx|md|json|js|sql|toml)$/.test(path),
  );
}

function leads(
  top: Node,
  { $ref, properties, additionalProperties, items, anyOf }: Node,
  path: readonly string[],
): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return true;
  const through = (schema: unknown, remaining: readonly string[]) =>
    leads(top, node.parse(schema), remaining);
  if ($ref !== undefined) return through($ref === "#" ? top : top.$defs[$ref.replace("#/$defs/", "")], path);
  if (Object.hasOwn(properties, key)) return through(properties[key], rest);
  if (isSchema(additionalProperties)) return through(additionalProperties, rest);
  if (isSchema(items) && (through(items, path) || (rest.length === 0 && isText(items)))) return true;
  return anyOf.some((each) => through(each, path));
}

/** A list's item may end a path, as change_table takes it: `guards.updatable.title`. */
function isText(schema: unknown): boolean {
  return node.parse(schema).type === "string";
}

function holds(schema: unknown): boolean {
  const { $ref, properties, additionalProperties, items, anyOf } = node.parse(schema);
  const inner = [additionalProperties, items].some(isSchema) || anyOf.some(holds);
  return $ref !== undefined || Object.keys(properties).length > 0 || inner;
}

/** `false` closes an object; `{}` takes anything, in which no key is known. */
function isSchema(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
