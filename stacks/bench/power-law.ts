/** A measured value at a size. Both are more than 0. */
export interface Point {
  readonly size: number;
  readonly value: number;
}

/**
 * The exponent `b` of `value = a * size^b` that fits the points best: the slope of the straight line through their logarithms by least
 * squares. 0: it does not grow, 1: as the size does.
 * @throws Error if there are not two sizes, or one of the numbers is not more than 0
 */
export function exponentOf(points: readonly Point[]): number {
  const wrong = points.find(({ size, value }) => !(size > 0 && value > 0));
  if (wrong) throw new Error(`a power law goes through no point (${wrong.size}, ${wrong.value})`);
  const xs = points.map(({ size }) => Math.log(size));
  const ys = points.map(({ value }) => Math.log(value));
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const spread = sum(xs.map((x) => (x - meanX) ** 2));
  if (points.length === 0 || spread === 0) throw new Error("a power law needs two sizes");
  return sum(xs.map((x, i) => (x - meanX) * ((ys[i] ?? meanY) - meanY))) / spread;
}

/**
 * The exponent between the two largest sizes. What is there at every size, such as the start of a program, hides growth at small ones.
 * @throws Error as {@link exponentOf}
 */
export function lastExponentOf(points: readonly Point[]): number {
  return exponentOf(points.toSorted((a, b) => a.size - b.size).slice(-2));
}

/** `1: 3.1 s, 10: 3.4 s`, with the exponent of its end. */
export function describePoints(points: readonly Point[], unit: string): string {
  const values = points.map(({ size, value }) => `${size}: ${value.toFixed(1)} ${unit}`);
  return `${values.join(", ")}; exponent at the end ${lastExponentOf(points).toFixed(2)}`;
}

function mean(numbers: readonly number[]): number {
  return sum(numbers) / numbers.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
