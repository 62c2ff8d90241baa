/** What is wrong with a report or its tree. */
export interface ReportProblem {
  kind: "report" | "signature" | "diff" | "edited" | "missing" | "additional" | "manifest";
  path: string;
  message: string;
}
