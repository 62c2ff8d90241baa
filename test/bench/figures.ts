/** One measured figure; printed as a JSON line at once and in the table at the end. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What the figure must reach, e.g. `<= 1000`. */
  target?: string;
  /** What it was made of. */
  detail?: string;
}

const figures: Figure[] = [];

/** Records a figure and prints it as one JSON line. */
export function report(figure: Figure): void {
  figures.push(figure);
  console.log(JSON.stringify({ ...figure, ...(figure.target && { met: meets(figure) }) }));
}

/** Prints every figure so far as a table. */
export function printTable(): void {
  const cells = figures.map((figure) => [
    figure.name,
    `${figure.value} ${figure.unit}`,
    figure.target ?? "",
    figure.target ? (meets(figure) ? "met" : "missed") : "",
    figure.detail ?? "",
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  console.log();
  for (const row of cells)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}

function meets({ value, target = "" }: Figure): boolean {
  const [operator, bound] = target.split(" ");
  return operator === "<=" ? value <= Number(bound) : value >= Number(bound);
}

/** The middle of some measurements. */
export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
