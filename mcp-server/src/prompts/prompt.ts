import type { Host } from "../host";

/** A message that a person chooses in their host to begin a piece of work. */
export interface Prompt {
  name: string;
  title: string;
  description: string;
  arguments: readonly {
    name: string;
    description: string;
    required: boolean;
    /** Values that fit the project, the likeliest first. */
    complete?(value: string, host: Host): Promise<string[]>;
  }[];
  /** The user's message, with the arguments in place. */
  text(values: Readonly<Record<string, string>>): string;
}
