import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import type { Server as HttpServer } from "node:http";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import {
  createMcpHandler,
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  originValidationResponse,
} from "@modelcontextprotocol/server";
import { build } from "esbuild";
import { freePort } from "../../compiler/src/probe/run/free-port";
import { createServer } from "../../mcp-server/src/create-server";
import { createHost } from "../../mcp-server/src/host";
import { repository } from "../support/repository";
import { conformanceSuite, type Era } from "./wire-schemas";

/** What the suite cannot ask of this server, with the reasons. */
const baseline = join(repository, "test/protocol/conformance-baseline");

export interface ConformanceRun {
  /** 0: every scenario passed but those of the baseline, and none of those did. */
  code: number | null;
  output: string;
}

/** Runs the official server scenarios of a revision against our server. The suite speaks HTTP only, so a front for HTTP stands before it. */
export async function runConformance(root: string, era: Era): Promise<ConformanceRun> {
  const folder = mkdtempSync(join(repository, "test/dist/conformance-"));
  const suite = await bundleSuite(folder);
  const port = await freePort();
  const front = serveHttp(root, port);
  try {
    const url = `http://localhost:${port}/mcp`;
    return await run(suite, [
      "server",
      ...["--url", url, "--suite", "all", "--spec-version", era],
      ...["--timeout", "20000", "--expected-failures", `${baseline}-${era}.yml`],
    ]);
  } finally {
    front.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function serveHttp(root: string, port: number): HttpServer {
  const host = createHost(root);
  const handler = createMcpHandler(() => createServer(host));
  const fetch = (request: Request) =>
    hostHeaderValidationResponse(request, localhostAllowedHostnames()) ??
    originValidationResponse(request, localhostAllowedOrigins()) ??
    handler.fetch(request);
  return serve({ port, fetch }) as HttpServer;
}

/** The suite imports `globSync` of `fs`, which Node 20 has not; the server scenarios never call it. */
async function bundleSuite(folder: string): Promise<string> {
  const outfile = join(folder, "suite.mjs");
  await build({
    entryPoints: [conformanceSuite()],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    logLevel: "error",
    plugins: [
      {
        name: "fs-with-glob",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^fs$/ }, () => ({ path: "fs", namespace: "with-glob" }));
          onLoad({ filter: /.*/, namespace: "with-glob" }, () => ({
            contents:
              'export * from "node:fs"; export { default } from "node:fs"; export const globSync = () => [];',
            resolveDir: folder,
          }));
        },
      },
    ],
  });
  return outfile;
}

function run(suite: string, args: string[]): Promise<ConformanceRun> {
  const child = spawn(process.execPath, [suite, ...args], { env: { ...process.env, NO_COLOR: "1" } });
  let output = "";
  const collect = (text: Buffer) => {
    output += text;
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", (code) => done({ code, output }));
  });
}
