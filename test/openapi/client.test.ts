import { execFile } from "node:child_process";
import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import openapiTypeScript, { astToString } from "openapi-typescript";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compileOrThrow, createProject, hiring, type Project } from "../support/project";
import { repository } from "../support/repository";
import { bootWorker, type RunningWorker } from "../support/worker";

const run = promisify(execFile);
const modules = join(repository, "node_modules");

let project: Project;
let worker: RunningWorker;
beforeAll(async () => {
  project = await createProject(hiring);
  await compileOrThrow(project);
  worker = await bootWorker(project.root);
  const document = pathToFileURL(join(project.root, "openapi.json"));
  await project.write("client/api.d.ts", astToString(await openapiTypeScript(document)));
  await copyFile(join(repository, "test/openapi/fixtures/story.ts"), join(project.root, "client/story.ts"));
});
afterAll(async () => {
  await worker.stop();
  await project.remove();
});

it("makes a client whose types hold: a story checks under tsc --strict, its mistakes do not", async () => {
  const config = {
    extends: join(repository, "tsconfig.json"),
    compilerOptions: {
      strict: true,
      noEmit: true,
      lib: ["ES2023", "DOM", "DOM.Iterable"],
      skipLibCheck: false,
    },
    include: ["*.ts"],
    exclude: [],
  };
  await writeFile(join(project.root, "client/tsconfig.json"), JSON.stringify(config));
  const checked = run(join(modules, ".bin/tsc"), ["-p", join(project.root, "client")]);
  await expect(checked.catch(({ stdout }: { stdout: string }) => stdout)).resolves.toMatchObject({
    stdout: "",
  });
});

it("makes a client that works: the story runs on workerd", async () => {
  const outfile = join(project.root, "client/story.mjs");
  await build({
    entryPoints: [join(project.root, "client/story.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  const { stdout } = await run(process.execPath, [outfile, worker.url]);
  expect(JSON.parse(stdout)).toEqual([
    ["signed in", true],
    ["organization", true],
    ["batch", "draft", 3, ["Ben", "Cy", "Dee"]],
    ["list", ["Dee"], { limit: 1, offset: 0, count: 1, total: 2 }],
    ["in", 2],
    ["update", null, "5551234567"],
    ["view", "contact", ["id", "name", "email", "phone"], 3],
    ["action", "rejected", "No longer available"],
    ["deleted", true, 403, "FIREWALL_NOT_FOUND"],
    ["anonymous", 401, "AUTH_MISSING"],
    ["invalid", 400, "VALIDATION_FAILED", { fields: { title: expect.any(String) } }],
  ]);
});
