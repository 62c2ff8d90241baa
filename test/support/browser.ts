import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executablePath = "/usr/bin/chromium";

/** There is a browser; `npm test` installs Debian's where it may. */
export const hasBrowser = existsSync(executablePath);

/** Starts Debian's Chromium without a window; it reaches nothing beyond this machine of itself. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
