export { type ProbeResult, probeResultPath } from "../probe-result";
export { modelOf, type ProjectProbe, probeProject } from "./probe-project";
export { ProbeError } from "./run/booted-app";
