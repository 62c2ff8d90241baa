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
