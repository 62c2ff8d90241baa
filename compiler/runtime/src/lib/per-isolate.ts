import type { Isolate } from "./isolate";

/** What is made of an isolate at the first request that needs it, and then kept. */
export function perIsolate<T>(make: (isolate: Isolate) => T): (isolate: Isolate) => T {
  const made = new WeakMap<Isolate, T>();
  return (isolate) => {
    const known = made.get(isolate);
    if (known !== undefined) return known;
    const value = make(isolate);
    made.set(isolate, value);
    return value;
  };
}
