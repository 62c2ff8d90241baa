/**
 * Installs Debian's Chromium, which the browser tests drive, where it is missing and may be installed.
 * Elsewhere those tests are skipped; not in CI, where this fails.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const chromium = "/usr/bin/chromium";
const packages = ["chromium", "fonts-dejavu-core"];

function apt(...args) {
  // Its output names the mirrors of this machine.
  execFileSync("apt-get", ["-qq", "-o", "Dpkg::Use-Pty=0", ...args], {
    stdio: "ignore",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}

if (!existsSync(chromium)) {
  console.error("Installing Chromium for the browser tests");
  try {
    apt("update");
    apt("install", "-y", "--no-install-recommends", ...packages);
  } catch {
    console.error(
      `Chromium could not be installed: the browser tests need ${chromium} (Debian: ${packages.join(" ")})`,
    );
    if (process.env.CI) process.exit(1);
  }
}
