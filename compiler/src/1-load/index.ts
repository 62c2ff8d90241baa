export { loadProject } from "./load-project";
export { readMigrations } from "./read-migrations";
