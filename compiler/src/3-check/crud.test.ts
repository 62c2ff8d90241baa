import { describe, expect, it } from "vitest";
import { applyEdits, diagnosticsOf, expectMarked, scopedJobs } from "../2-model/testing/marked";

const access = '{ access: { roles: ["admin"] } }';
const open = (lines: string) => scopedJobs(`  guards: false,\n  crud: {\n${lines}\n  },`);

describe("put", () => {
  it("needs guards off and ids that clients give", () => {
    expectMarked(open(`    put: ${access}, // !CRUD_PUT_UNAVAILABLE`));
    const guarded = `  guards: { createable: ["title"] },
  crud: { put: ${access} }, // !CRUD_PUT_UNAVAILABLE !CRUD_PUT_UNAVAILABLE`;
    expectMarked(scopedJobs(guarded));
  });
});

describe("batches", () => {
  it("belong to an operation", () => {
    expectMarked(open("    batchCreate: {}, // !CRUD_BATCH_WITHOUT_OPERATION"));
    expectMarked(open(`    create: ${access},\n    batchCreate: {},`));
    expectMarked(open("    batchDelete: false,"));
  });

  it.each(["0", "101", "2.5", "-1"])("take no %s records", (size) => {
    const files = open(
      `    create: ${access},\n    batchCreate: { maxBatchSize: ${size} }, // !CRUD_BATCH_SIZE`,
    );
    const found = expectMarked(files);
    if (size === "101") expect(diagnosticsOf(applyEdits(files, found))).toEqual([]);
  });

  it.each(["1", "100"])("take %s records", (size) => {
    expectMarked(
      open(`    create: ${access},\n    batchCreate: { maxBatchSize: ${size}, allowAtomic: false },`),
    );
  });

  it("have access rules that are checked like any other", () => {
    expectMarked(
      open(`    create: ${access},
    batchCreate: { access: { roles: ["*"] } }, // !ACCESS_WILDCARD
    update: ${access},
    batchUpdate: { access: {} }, // !ACCESS_EMPTY
    delete: ${access},
    batchDelete: { access: { roles: ["PUBLIC"] } }, // !ACCESS_PUBLIC_WRITE`),
    );
  });

  it("refuse unknown keys", () => {
    expectMarked(open(`    create: ${access},\n    batchCreate: { atomic: true }, // !UNKNOWN_KEY`));
  });
});

describe("columns that the app fills", () => {
  const filled = (create: string, guards = 'createable: ["title"]') =>
    scopedJobs(
      `  guards: {\n    ${guards}\n  },\n  crud: {\n    create: {\n      access: { roles: ["admin"] },\n${create}\n    },\n  },`,
    );
  const fixed = (files: ReturnType<typeof filled>) =>
    expect(diagnosticsOf(applyEdits(files, expectMarked(files)))).toEqual([]);

  it("are columns that need not be createable, with values that they can have", () => {
    expectMarked(
      filled(
        `      defaults: { title: "$ctx.user.name" },\n      computed: { title2: () => "x" }, // !COLUMN_UNKNOWN`,
      ),
    );
    expectMarked(filled(`      computed: { title: ({ input }) => String(input.title) },`, "createable: []"));
    fixed(filled(`      defaults: { titel: "x" }, // !COLUMN_UNKNOWN`));
  });

  it.each(["createdBy", "organizationId", "id", "deletedAt"])(
    "are none that the app writes already: %s",
    (name) => {
      fixed(
        filled(
          `      defaults: {\n        title: "x",\n        ${name}: "x", // !CRUD_FILLED_SYSTEM_COLUMN\n      },`,
        ),
      );
      fixed(filled(`      computed: {\n        ${name}: () => "x", // !CRUD_FILLED_SYSTEM_COLUMN\n      },`));
    },
  );

  it.each(["createable", "updatable", "immutable"])("are not computed and %s", (list) => {
    fixed(
      filled(
        `      computed: { title: () => "x" },`,
        `${list}: [\n      "title", // !CRUD_COMPUTED_WRITABLE\n    ],`,
      ),
    );
  });

  it("have no default that a function replaces", () => {
    fixed(
      filled(
        `      defaults: {\n        title: "x", // !CRUD_DEFAULT_COMPUTED\n      },\n      computed: { title: () => "x" },`,
        "createable: []",
      ),
    );
  });

  it.each(["7", "true"])("have no default of another type: %s", (value) => {
    expectMarked(filled(`      defaults: { title: ${value} }, // !CRUD_DEFAULT_IMPOSSIBLE`));
  });

  it("have defaults from the context that exist", () => {
    fixed(filled(`      defaults: { title: "$ctx.user.nmae" }, // !ACCESS_CONTEXT_UNKNOWN`));
  });
});
