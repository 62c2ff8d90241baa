import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, startBrowser } from "../support/browser";
import { compileOrThrow, createProject, hiring, type Project } from "../support/project";
import { cli } from "../support/repository";

/** What `quickback matrix --html` prints, in a browser. */
describe.skipIf(!hasBrowser)("the matrix page", () => {
  let project: Project;
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    project = await createProject(hiring);
    await compileOrThrow(project);
    const printed = await promisify(execFile)(process.execPath, [
      cli,
      "matrix",
      "--html",
      "--root",
      project.root,
    ]);
    const file = join(project.root, "matrix.html");
    await writeFile(file, printed.stdout);
    browser = await startBrowser();
    page = await browser.newPage();
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(file).href);
  });
  afterAll(async () => {
    await browser?.close();
    await project?.remove();
  });

  const tables = () => page.locator("section:visible");
  const search = () => page.getByLabel("Table");
  const role = (name: string) => page.getByRole("checkbox", { name, exact: true });
  const columns = (name: string) => page.locator(`section:visible th[data-role="${name}"]:visible`);

  it("loads nothing but itself, and breaks none of its own rules", () => {
    expect(asked).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  it("shows every table, and answers as the definitions say", async () => {
    expect(await tables().count()).toBeGreaterThan(4);
    const field = page.locator("#table-candidates tr", { hasText: "governmentId" });
    expect(await field.locator('[data-role="member"]').innerText()).toMatch(/masked/);
    expect(await field.locator('[data-role="admin"]').innerText()).toMatch(/visible/);
  });

  it("narrows to a table as it is typed, and says how many are left", async () => {
    await search().fill("CANDI");
    expect(await tables().count()).toBe(1);
    expect(await page.locator("output").innerText()).toBe("1 table");
  });

  it("is used by the keyboard alone: a role hidden, and all shown again", async () => {
    await search().focus();
    await page.keyboard.press("Tab");
    const first = await page.evaluate<string>("document.activeElement.value");
    expect(await columns(first).count()).toBeGreaterThan(0);
    await page.keyboard.press("Space");
    expect(await columns(first).count()).toBe(0);
    expect(await role("member").isChecked()).toBe(true);
    expect(await columns("member").count()).toBeGreaterThan(0);

    await page.getByRole("button", { name: "Show all" }).focus();
    await page.keyboard.press("Enter");
    await columns(first).first().waitFor();
    expect(await tables().count()).toBeGreaterThan(4);
  });

  it("leads from the summary to the table", async () => {
    const link = page.locator("dl a").first();
    const target = await link.getAttribute("href");
    await link.click();
    await expect.poll(() => page.locator(`${target}`).isVisible()).toBe(true);
    expect(new URL(page.url()).hash).toBe(target);
  });

  it("fits a narrow screen without scrolling the page sideways", async () => {
    await page.setViewportSize({ width: 360, height: 700 });
    const width = (of: string) => page.evaluate<number>(`document.documentElement.${of}`);
    expect(await width("scrollWidth")).toBeLessThanOrEqual(await width("clientWidth"));
  });
});
