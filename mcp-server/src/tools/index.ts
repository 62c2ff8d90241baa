import type { Tool } from "../tool";
import { addAction } from "./add-action";
import { changeTable } from "./change-table";
import { compile } from "./compile";
import { describeProject } from "./describe-project";
import { explainSecurityReport } from "./explain-security-report";
import { readDoc } from "./read-doc";
import { scaffoldTable } from "./scaffold-table";
import { searchDocs } from "./search-docs";

/** Every tool, in the order they are listed. */
export const tools: readonly Tool[] = [
  describeProject,
  scaffoldTable,
  changeTable,
  addAction,
  compile,
  explainSecurityReport,
  searchDocs,
  readDoc,
];

export function findTool(name: string): Tool | undefined {
  return tools.find((tool) => tool.name === name);
}
