export { loadProject } from "./load-project";
export { readMigrations } from "./read-migrations";
export { diffPathOf, type FormerReport, readFormerReport } from "./read-report";
