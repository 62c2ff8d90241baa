#!/usr/bin/env node
import manifest from "../package.json";

const args = process.argv.slice(2);

// Answered before anything else is loaded.
if (args.length === 1 && (args[0] === "--version" || args[0] === "-v")) {
  console.log(manifest.version);
} else {
  const { main } = await import("./main");
  process.exitCode = await main(args);
}
