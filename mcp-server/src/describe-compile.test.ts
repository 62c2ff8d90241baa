import type { CompileResult, Diagnostic } from "@quickback/compiler/engine";
import { expect, it } from "vitest";
import { describeCompile } from "./describe-compile";

const nothing: CompileResult = {
  ok: true,
  upToDate: false,
  inputs: "",
  diagnostics: [],
  changes: [],
  migrations: [],
  durationMs: 1,
};
const loss = (what: string, fix = "Keep a backup."): Diagnostic => ({
  code: "DATA_LOSS",
  severity: "warning",
  message: `This migration drops ${what}.`,
  why: "Every row is lost.",
  fix,
  docs: "diagnostics#data_loss",
});

it("says once what diagnostics of one code share, and every fix that differs", () => {
  const text = describeCompile({ ...nothing, diagnostics: [loss("a"), loss("b"), loss("c", "Add a hint.")] });
  expect(text.split("\n").slice(0, -1)).toEqual([
    "warning DATA_LOSS",
    "  This migration drops a. Every row is lost.",
    "  Fix: Keep a backup.",
    "  Docs: diagnostics#data_loss",
    "warning DATA_LOSS",
    "  This migration drops b.",
    "warning DATA_LOSS",
    "  This migration drops c.",
    "  Fix: Add a hint.",
  ]);
});

it("says how many errors a fix would mend", () => {
  const error: Diagnostic = { ...loss("a"), severity: "error" };
  const edit = { file: "quickback/a.ts", start: 0, end: 1, text: "b" };
  const failed = { ...nothing, ok: false };
  expect(describeCompile({ ...failed, diagnostics: [error, { ...error, edit }] })).toMatch(
    /2 errors: nothing was written\. .* Compiling with fix applies 1 of them\.$/,
  );
  expect(describeCompile({ ...failed, diagnostics: [error] })).toMatch(/then compile again\.$/);
});

it("names few files and counts many by folder", () => {
  const files = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ path: `src/lib/${index}.ts`, change: "added" as const }));
  expect(describeCompile({ ...nothing, changes: files(2) })).toContain("  + src/lib/0.ts\n  + src/lib/1.ts");
  const many = [
    { path: "openapi.json", change: "changed" as const },
    { path: "quickback/drizzle/auth/0000_initial.sql", change: "added" as const },
    ...files(80),
  ];
  expect(describeCompile({ ...nothing, changes: many }).split("\n")).toEqual([
    "Compiled: 81 added, 1 changed, 0 removed in 1 ms",
    "  in ./ (1), quickback/drizzle/ (1), src/ (80)",
  ]);
});

it("never hides that there are more public routes", () => {
  const publicRoutes = Array.from({ length: 10 }, (_, index) => `GET /api/v1/t${index}`);
  const security = {
    status: "pass" as const,
    violations: 0,
    unproven: 0,
    tables: 10,
    routes: 10,
    publicRoutes,
    maskedFields: 0,
    reportPath: "",
    signed: false,
  };
  expect(describeCompile({ ...nothing, security })).toContain("GET /api/v1/t7, and 2 more");
  expect(describeCompile({ ...nothing, security })).not.toContain("about unproven");
  expect(describeCompile({ ...nothing, security: { ...security, unproven: 2 } })).toContain(
    "why unproven: explain_security_report about unproven",
  );
});
