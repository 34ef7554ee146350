/** Milliseconds of repeated work. */
export interface Timing {
	readonly runs: number;
	readonly median: number;
	readonly p95: number;
}

export function timing(samples: readonly number[]): Timing {
	const sorted = samples.toSorted((a, b) => a - b);
	return { runs: samples.length, median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
}

/** Nearest rank. */
function quantile(sorted: readonly number[], part: number): number {
	return sorted[Math.max(Math.ceil(sorted.length * part) - 1, 0)] ?? Number.NaN;
}

/** How long one piece of work takes, and what it gives. */
export async function clocked<T>(
	work: () => Promise<T>
): Promise<{ readonly ms: number; readonly value: T }> {
	const start = performance.now();
	const value = await work();
	return { ms: performance.now() - start, value };
}

export const ms = (value: number): string => `${value.toFixed(2)} ms`;
export const spread = ({ median, p95, runs }: Timing): string =>
	`median ${ms(median)}, p95 ${ms(p95)} over ${runs} runs`;
export const kb = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;
