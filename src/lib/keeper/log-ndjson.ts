import type { LogLine } from './log-line.ts';

/** The log as a line of JSON each, oldest first. Amounts are decimal integers in strings, maps are objects. */
export const logNdjson = (lines: readonly LogLine[]): string =>
	lines
		.toReversed()
		.map((line) => `${JSON.stringify(line, plain)}\n`)
		.join('');

function plain(_: string, value: unknown): unknown {
	if (typeof value === 'bigint') return value.toString();
	return value instanceof Map ? Object.fromEntries(value) : value;
}
