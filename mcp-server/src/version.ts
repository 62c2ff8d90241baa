import manifest from "../package.json";

/** The version of Quickback. */
export const { version } = manifest;
