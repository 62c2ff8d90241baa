/** The phases after loading in one module, so that a compile with nothing to do loads none of them. */
export { buildModel } from "./2-model/build-model";
export { checkModel } from "./3-check/check-model";
export { generate } from "./4-generate";
export { authTables } from "./4-generate/auth/auth-tables";
export { migrate } from "./5-migrate/migrate";
export { verify } from "./6-verify/verify";
export { write } from "./7-write/write";
