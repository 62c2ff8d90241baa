import type { Paint } from "@quickback/mcp-server";
import picocolors from "picocolors";

const { env, stdout } = process;
/** Picocolors by itself also colours wherever `CI` is set; a log is no terminal. */
const colours = stdout.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
const { red, yellow, green, dim } = picocolors.createColors(colours);

/** Colours for a terminal; text stays plain anywhere else. */
export const paint: Paint = { error: red, warning: yellow, good: green, faint: dim };
