import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { ColumnModel, TableModel, ValidationRule } from "../../2-model/project-model";
import { column, table } from "../../2-model/testing/builders";
import { createBodySchema, updateBodySchema } from "../openapi/field-json-schema";
import { satisfies } from "../testing/json-schema";
import { loadPolicy } from "../testing/load-module";
import { createFields, updateFields } from "./field-schema";
import { tablePolicy } from "./table-policy";

const bodiesShape = z.object({
  create: z.custom<() => z.ZodType>((value) => typeof value === "function"),
  update: z.custom<() => z.ZodType>((value) => typeof value === "function"),
});

/** The emitted Zod bodies of a table, running. */
async function bodiesOf(model: TableModel) {
  const exported = await loadPolicy(tablePolicy(model));
  const { create, update } = bodiesShape.parse(exported[`${model.name}Bodies`]);
  return { create: create(), update: update() };
}

/** A table `things` whose column `value` clients may create and update. */
function tableWith(over: Partial<ColumnModel>, rule?: ValidationRule): TableModel {
  return table("shop", "things", [column("value", { notNull: true, ...over })], {
    crud: { create: { access: {} }, update: { access: {} } },
    guards: { createable: ["value"], updatable: ["value"], immutable: [], protected: {}, systemManaged: [] },
    ...(rule && { validation: { value: rule } }),
  });
}

const integer: Partial<ColumnModel> = { sqlType: "integer", dataType: "number" };

/** Column, rule, what must be accepted, what must be refused. */
const cases: [string, Partial<ColumnModel>, ValidationRule | undefined, unknown[], unknown[]][] = [
  ["text", {}, undefined, ["", "x"], [1, true, null, {}, ["x"]]],
  ["nullable text", { notNull: false }, undefined, ["x", null], [1]],
  ["an id that the client gives", { primaryKey: true }, undefined, ["x"], ["", null, 1]],
  ["text lengths", {}, { minLength: 2, maxLength: 3 }, ["ab", "abc"], ["a", "abcd"]],
  ["length of the column", { maxLength: 3 }, { maxLength: 5 }, ["abc"], ["abcd"]],
  ["a pattern", {}, { pattern: "^[A-Z]{2}/\\d+\n?$" }, ["AB/1", "AB/1\n"], ["ab/1", "AB1"]],
  ["an email", {}, { email: true }, ["a@example.com"], ["a", "a@", "@b.co"]],
  ["an email with a length", {}, { email: true, maxLength: 7 }, ["a@ab.co"], ["abc@ab.co", "abcd"]],
  ["a URL", {}, { url: true }, ["https://example.com/a?b=1"], ["example.com", "javascript:alert(1)"]],
  ["an enum", { enumValues: ["a", "b"] }, undefined, ["a", "b"], ["c", "", null, 1]],
  ["a nullable enum", { enumValues: ["a"], notNull: false }, undefined, ["a", null], ["b"]],
  ["a narrowed enum", { enumValues: ["a", "b"] }, { enum: ["b", "c"] }, ["b"], ["a", "c"]],
  ["numbers as an enum", integer, { enum: [1, 2] }, [1, 2], [3, "1", 1.5]],
  ["an integer", integer, undefined, [0, -5], [1.5, "1", null]],
  ["an integer in a range", integer, { min: 1, max: 5 }, [1, 5], [0, 6]],
  ["a decimal", { sqlType: "real", dataType: "number" }, { min: 0.5 }, [0.5, 2], [0.4, "1"]],
  ["a boolean", { sqlType: "integer", dataType: "boolean" }, undefined, [true, false], [0, "true", null]],
  [
    "a date",
    { sqlType: "integer", dataType: "date" },
    undefined,
    ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05+02:00"],
    ["2026-01-02", "soon", 5],
  ],
  ["JSON", { dataType: "json" }, undefined, [{ a: [1, null] }, [], "x", 0, false], [null]],
  ["nullable JSON", { dataType: "json", notNull: false }, undefined, [{}, null], []],
  [
    "a big integer",
    { sqlType: "blob", dataType: "bigint" },
    undefined,
    ["12345678901234567890", "-1"],
    ["1.5", 12, "x"],
  ],
  ["bytes", { sqlType: "blob", dataType: "buffer" }, undefined, ["aGVsbG8=", ""], ["?", 1]],
];

describe.each(cases)("a body with %s", (_, over, rule, accepted, refused) => {
  const model = tableWith(over, rule);
  const schemas = {
    create: createBodySchema(createFields(model)),
    update: updateBodySchema(updateFields(model)),
  };

  it.each(["create", "update"] as const)("means the same in Zod and in JSON Schema: %s", async (kind) => {
    const body = (await bodiesOf(model))[kind];
    const verdicts = (values: unknown[]) =>
      values.map((value) => [value, body.safeParse({ value }).success, satisfies(schemas[kind], { value })]);
    expect(verdicts(accepted)).toEqual(accepted.map((value) => [value, true, true]));
    expect(verdicts(refused)).toEqual(refused.map((value) => [value, false, false]));
  });
});

describe("the fields of bodies", () => {
  const model = table(
    "shop",
    "things",
    [
      column("name", { notNull: true }),
      column("note"),
      column("kind", { notNull: true, hasDefault: true }),
      column("code", { notNull: true }),
      column("total", { generated: { as: "1", type: "stored" } }),
    ],
    {
      crud: { create: { access: {} }, update: { access: {} } },
      guards: {
        createable: ["name", "note", "kind", "total"],
        updatable: ["name", "note", "createdAt"],
        immutable: ["code"],
        protected: {},
        systemManaged: ["createdAt", "organizationId"],
      },
    },
  );
  const create = createBodySchema(createFields(model));
  const update = updateBodySchema(updateFields(model));

  it.each([
    ["all that must be there", { name: "n", code: "c" }, true],
    ["optional ones too", { name: "n", code: "c", note: null, kind: "k" }, true],
    ["without a required one", { name: "n" }, false],
    ["an unknown one", { name: "n", code: "c", colour: "red" }, false],
    ["the tenant", { name: "n", code: "c", organizationId: "o" }, false],
    ["the id", { name: "n", code: "c", id: "1" }, false],
    ["a computed column", { name: "n", code: "c", total: "1" }, false],
  ])("create: %s", async (_, body, expected) => {
    expect((await bodiesOf(model)).create.safeParse(body).success).toBe(expected);
    expect(satisfies(create, body)).toBe(expected);
  });

  it.each([
    ["one of them", { note: "n" }, true],
    ["an immutable one", { code: "c" }, false],
    ["one that the system manages", { createdAt: "2026" }, false],
    ["one that is not nullable as null", { name: null }, false],
  ])("update: %s", async (_, body, expected) => {
    expect((await bodiesOf(model)).update.safeParse(body).success).toBe(expected);
    expect(satisfies(update, body)).toBe(expected);
  });

  it("turns dates, big integers and bytes into what Drizzle stores", async () => {
    const parse = async (over: Partial<ColumnModel>, value: unknown) =>
      (await bodiesOf(tableWith(over))).create.parse({ value });
    const date = "2026-01-02T03:04:05+02:00";
    expect(await parse({ dataType: "date" }, date)).toEqual({ value: new Date(date) });
    expect(await parse({ dataType: "bigint" }, "-12")).toEqual({ value: -12n });
    expect(await parse({ dataType: "buffer" }, "aGk=")).toEqual({ value: new Uint8Array([104, 105]) });
  });
});
