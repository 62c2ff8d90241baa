export { loadProject } from "./load-project";
export { readMigrations } from "./read-migrations";
export { readProbes } from "./read-probes";
export { diffPathOf, type FormerReport, readFormerReport } from "./read-report";
