/** Where in the user's project something stands. Lines and columns count from 1. */
export interface SourcePosition {
  /** Path relative to the project root, with forward slashes. */
  file: string;
  line: number;
  column: number;
  /** Offsets into the file's text (UTF-16 units), for edits. */
  start: number;
  end: number;
}

/** Where an entry of an object or array literal stands. */
export interface EntryPosition extends SourcePosition {
  /** What goes when the entry goes: itself and the comma that parts it from its neighbour. */
  removal?: { start: number; end: number };
  /** The key is quoted, and `start` stands behind the quote. */
  quoted?: true;
}

export type Severity = "error" | "warning";

/** A mechanical change: replace `start..end` of `file` by `text`. */
export interface TextEdit {
  file: string;
  start: number;
  end: number;
  text: string;
}

/** One thing that is wrong, with what an agent needs to put it right. */
export interface Diagnostic {
  /** Stable code, e.g. `FIREWALL_MISSING`; documented in `diagnostics/*.md`. */
  code: string;
  severity: Severity;
  /** What is wrong, in one sentence that names the thing. */
  message: string;
  /** Why it matters. */
  why?: string;
  /** The smallest change that mends it. */
  fix?: string;
  position?: SourcePosition;
  edit?: TextEdit;
  /** Slug of the docs page that explains it. */
  docs?: string;
}
