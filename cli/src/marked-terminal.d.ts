/** The package has no types of its own, and those of others are of an older marked. */
declare module "marked-terminal" {
  import type { MarkedExtension } from "marked";

  export function markedTerminal(options?: {
    /** Columns of the terminal. */
    width?: number;
    /** Break lines at the width. */
    reflowText?: boolean;
    /** Spaces of an indent. */
    tab?: number;
  }): MarkedExtension;
}
