import { z } from "zod";

/** The keys that a strict schema knows at `path`; empty where it knows none by name. */
export function validKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const found = path.reduce<z.core.$ZodType[]>(
    (schemas, key) => schemas.flatMap((at) => step(at, key)),
    [schema],
  );
  return [...new Set(found.flatMap(objects).flatMap((object) => Object.keys(object.shape)))];
}

function step(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType[] {
  return unwrap(schema).flatMap((inner): z.core.$ZodType[] => {
    if (inner instanceof z.ZodObject) {
      const member = inner.shape[String(key)];
      return member ? [member] : [];
    }
    if (inner instanceof z.ZodRecord) return [inner.valueType];
    if (inner instanceof z.ZodArray) return [inner.element];
    return [];
  });
}

function objects(schema: z.core.$ZodType): z.ZodObject[] {
  return unwrap(schema).filter((inner): inner is z.ZodObject => inner instanceof z.ZodObject);
}

/** The schemas behind optional, default, union, pipe and lazy wrappers. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodLazy)
    return unwrap(schema.unwrap());
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return unwrap(schema.def.innerType);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(unwrap);
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  return [schema];
}
