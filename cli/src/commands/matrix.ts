import { type Command, UsageError } from "../command";
import { requireProject } from "./compile";

/** `quickback matrix` */
export const matrix: Command = {
  name: "matrix",
  args: "[table]",
  summary: "Show who may do what: role by operation, table and field",
  description:
    "Show the access matrix of the last compile's security report: as a table, as Markdown, or as one HTML page.",
  options: [
    { flags: "--role <role>", description: "Only this role, e.g. member, anonymous, platform:admin" },
    { flags: "--markdown", description: "Print Markdown" },
    { flags: "--html", description: "Print one self-contained HTML page" },
  ],
  examples: [
    "quickback matrix",
    "quickback matrix candidates --role member",
    "quickback matrix --html > matrix.html",
  ],
  async run({ root, args: [table], options, json }) {
    const project = await requireProject(root);
    const { markdown = false, html = false, role } = options;
    if ([markdown, html, json].filter((form) => form === true).length > 1)
      throw new UsageError("--markdown, --html and --json exclude each other: leave all but one out.");
    const { loadReports } = await import("@quickback/compiler/engine");
    const reports = await loadReports();
    const { report, problems, signature, keyId } = await reports.verifyReport(project, { tree: false });
    if (!report) throw new UsageError(problems.map(({ message }) => message).join(" "));
    // On stderr, so that what is printed can be kept.
    for (const { path, message } of problems) console.error(`Warning: ${path}: ${message}`);
    if (problems.length === 0)
      console.error(
        `Report: ${reports.signatureWords({ signature, ...(keyId !== undefined && { keyId }) })}.`,
      );
    const view = { ...(table !== undefined && { table }), ...(role !== undefined && { role: String(role) }) };
    try {
      console.log(
        json
          ? JSON.stringify(reports.matrixGrids(report, view), null, 2)
          : reports.printMatrix(report, html === true ? "html" : markdown === true ? "markdown" : "text", {
              view,
              title: project.split(/[\\/]/).at(-1) ?? "",
              ...(process.stdout.isTTY && { width: process.stdout.columns }),
              paint: await cellPaint(),
            }),
      );
    } catch (error) {
      if (error instanceof reports.UnknownMatrixPartError) throw new UsageError(error.message);
      throw error;
    }
    return 0;
  },
};

/** Colours for a terminal, none anywhere else. */
async function cellPaint() {
  const { paint } = await import("../paint");
  const colours = { yes: paint.good, if: paint.warning, masked: paint.warning, no: paint.faint };
  return (kind: keyof typeof colours, text: string) => colours[kind](text);
}
