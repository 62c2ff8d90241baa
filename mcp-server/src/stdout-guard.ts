import { Writable } from "node:stream";

/**
 * Keeps standard output for the protocol: from here on, whatever any module prints goes to stderr.
 * @returns the one stream that still reaches standard output
 */
export function guardStdout(): Writable {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return new Writable({
    write: (chunk, encoding, done) => {
      write(chunk, encoding, done);
    },
  });
}
