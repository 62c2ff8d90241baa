export { type ProbeResult, probeResultPath } from "../probe-result";
export { type ProjectProbe, probeProject } from "./probe-project";
export { ProbeError } from "./run/booted-app";
