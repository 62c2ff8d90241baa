export { type ProjectProbe, probeProject } from "./probe-project";
export { type ProbeResult, probeResultPath } from "./result";
export { ProbeError } from "./run/booted-app";
