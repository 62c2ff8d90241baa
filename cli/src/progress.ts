/** Runs something that may take long; after a second a terminal sees what it is about. */
export async function withProgress<Result>(
  title: string,
  run: (onProgress: (phase: string) => void) => Promise<Result>,
): Promise<Result> {
  if (!process.stderr.isTTY) return run(() => {});
  const { createSpinner } = await import("nanospinner");
  const spinner = createSpinner(title, { stream: process.stderr });
  const timer = setTimeout(() => spinner.start(), 1000);
  try {
    return await run((phase) => spinner.update({ text: `${title}: ${phase}` }));
  } finally {
    clearTimeout(timer);
    spinner.stop();
  }
}
