import type { Command } from "../command";
import { requireProject } from "./compile";

/** `quickback verify-report` */
export const verifyReport: Command = {
  name: "verify-report",
  summary: "Check the security report, its signature and the files it speaks of",
  description:
    "Check that the security report is the one that was signed and that the generated files are those it speaks of. Exit code 0: all holds, 1: something does not.",
  options: [],
  examples: ["quickback verify-report", "quickback verify-report --json"],
  async run({ root, json }) {
    const project = await requireProject(root);
    const { loadReports } = await import("@quickback/compiler/engine");
    const reports = await loadReports();
    const { report: _report, ...verification } = await reports.verifyReport(project);
    const lines = reports.verificationLines(verification).join("\n");
    console.log(json ? JSON.stringify(verification, null, 2) : lines);
    return verification.ok ? 0 : 1;
  },
};
