import { expect } from "vitest";
import { checkModel } from "../../3-check/check-model";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { buildModel } from "../build-model";
import { loadTexts } from "./load-texts";

type Files = Record<string, string>;

/** Everything the model and the checks say about a project of texts. */
export function diagnosticsOf(files: Files): Diagnostic[] {
  const { model, diagnostics } = buildModel(loadTexts(files));
  return [...diagnostics, ...(model ? checkModel(model) : [])];
}

/**
 * Asserts that exactly the marked lines are reported: a line that ends in `// !CODE` expects that
 * code there, any other line expects nothing.
 */
export function expectMarked(files: Files): Diagnostic[] {
  const marked = Object.entries(files).flatMap(([path, text]) =>
    text
      .split("\n")
      .flatMap((line, index) =>
        [...line.matchAll(/!([A-Z_]+)/g)].map(([, code]) => `quickback/${path}:${index + 1} ${code}`),
      ),
  );
  const found = diagnosticsOf(files);
  const places = found.map(({ code, position }) => `${position?.file}:${position?.line} ${code}`);
  expect(places.sort()).toEqual(marked.sort());
  return found;
}

/** Applies the edits of the diagnostics to the texts. */
export function applyEdits(files: Files, diagnostics: Diagnostic[]): Files {
  const edited = { ...files };
  const edits = diagnostics.flatMap(({ edit }) => edit ?? []).sort((a, b) => b.start - a.start);
  for (const { file, start, end, text } of edits) {
    const path = file.replace(/^quickback\//, "");
    const before = edited[path] ?? "";
    edited[path] = before.slice(0, start) + text + before.slice(end);
  }
  return edited;
}

const file = "features/work/jobs.ts";

/**
 * A project with one table `jobs` (organization-scoped, with title, status and salary).
 * @param config lines of the `defineTable` object
 * @param columns further columns
 */
export function jobs(config: string, columns = ""): Files {
  return {
    [file]: `import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const jobs = sqliteTable("jobs", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  ownerId: text("owner_id"),
  title: text("title"),
  status: text("status", { enum: ["draft", "open"] }).notNull().default("draft"),
  salary: integer("salary"),${columns}
});

export default defineTable(jobs, {
${config}
});
`,
  };
}

/** As {@link jobs}, with an organization firewall already written. */
export function scopedJobs(config: string, columns = ""): Files {
  return jobs(`  firewall: { organization: {} },\n${config}`, columns);
}

/** {@link scopedJobs} with an `actions.ts`. */
export function jobsWithActions(actions: string, config = ""): Files {
  return {
    ...scopedJobs(config),
    "features/work/actions.ts": `import { defineActions } from "@quickback/compiler";
import { z } from "zod";
import { jobs } from "./jobs";

export default defineActions(jobs, {
${actions}
});
`,
  };
}
