import type { Paint } from "@quickback/mcp-server";
import pc from "picocolors";

/** Colours for a terminal; picocolors leaves text plain anywhere else. */
export const paint: Paint = { error: pc.red, warning: pc.yellow, good: pc.green, faint: pc.dim };
