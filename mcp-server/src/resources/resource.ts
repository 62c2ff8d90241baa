import type { Generated } from "../host";

/** A document that a client may read by its URI, without a tool call. */
export interface Resource {
  uri: string;
  name: string;
  title: string;
  description: string;
  mimeType: "application/json" | "text/markdown";
  /** Whether there is one; asked of every document for a list, so nothing is read for it. */
  exists(generated: Generated): Promise<boolean>;
  /** @returns the text; `undefined` where the project has none yet */
  read(generated: Generated): Promise<string | undefined>;
}

/** A family of documents whose URIs differ in one variable. */
export interface ResourceFamily {
  uriTemplate: string;
  name: string;
  title: string;
  description: string;
  mimeType: "text/markdown";
  /** The variable of the template. */
  variable: string;
  /** @returns the text of the document at `uri`; `undefined` where there is none */
  read(uri: string): Promise<string | undefined>;
  /** Values of the variable, the likeliest first. */
  complete(value: string): Promise<string[]>;
}
