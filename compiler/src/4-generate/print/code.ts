import type { Literal } from "./literal";

/** Code that stands as it is inside a literal, e.g. the name of an imported function. */
export class Code {
  /** @param simple formatters keep a chain of calls on one line only where all arguments are simple */
  constructor(
    readonly text: string,
    readonly simple = true,
  ) {}
}

export interface MethodCall {
  name: string;
  args: readonly Literal[];
}

/** A call, or a chain of method calls: `tableRoutes({ … })`, `z.string().min(1)`. */
export class Calls {
  private constructor(
    readonly root: string,
    readonly calls: readonly MethodCall[],
  ) {}

  static function(callee: string, ...args: Literal[]): Calls {
    return new Calls("", [{ name: callee, args }]);
  }

  static method(root: string, name: string, ...args: Literal[]): Calls {
    return new Calls(root, [{ name, args }]);
  }

  /** The same chain with one more call at its end. */
  call(name: string, ...args: Literal[]): Calls {
    return new Calls(this.root, [...this.calls, { name, args }]);
  }
}

/** A function without parameters that returns `body`. */
export class Arrow {
  constructor(readonly body: Literal) {}
}

/** `object.name`, or `object["na-me"]` where the name is no identifier. */
export function member(object: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`;
}
