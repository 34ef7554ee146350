import type { Lines } from './lcov.ts';

/** Lines that can run, and those of them that did. */
export type Coverage = { readonly covered: number; readonly total: number };
export type CrateCoverage = Coverage & {
	/** Folder of the crate, relative to the repository. */
	readonly crate: string;
	/** File → lines that never ran. */
	readonly missing: ReadonlyMap<string, readonly number[]>;
};

const TESTS = /^test(\.rs$|\/)/;

/** Coverage of each crate's own source; what its tests consist of is not counted. Paths are relative and with `/`. */
export function coverageByCrate(
	crates: readonly string[],
	files: ReadonlyMap<string, Lines>
): CrateCoverage[] {
	return crates.map((crate) => {
		const source = `${crate}/src/`;
		const own = [...files].filter(
			([file]) => file.startsWith(source) && !TESTS.test(file.slice(source.length))
		);
		const missing = own
			.map(([file, lines]): [string, number[]] => [file, never(lines)])
			.filter(([, lines]) => lines.length > 0);
		const total = own.reduce((sum, [, lines]) => sum + lines.size, 0);
		const dark = missing.reduce((sum, [, lines]) => sum + lines.length, 0);
		return { crate, covered: total - dark, total, missing: new Map(missing) };
	});
}

function never(lines: Lines): number[] {
	return [...lines].filter(([, hits]) => hits === 0).map(([line]) => line);
}

export function whole(parts: readonly Coverage[]): Coverage {
	return parts.reduce(
		(sum, { covered, total }) => ({ covered: sum.covered + covered, total: sum.total + total }),
		{ covered: 0, total: 0 }
	);
}

/** No line at all is no coverage: then the report is about something else. */
export function reaches(percent: number, { covered, total }: Coverage): boolean {
	return total > 0 && covered * 100 >= percent * total;
}

/** Rounded down: 94.999 is not 95. */
export function percentage({ covered, total }: Coverage): string {
	return total === 0
		? 'no lines'
		: `${(Math.floor((covered * 10_000) / total) / 100).toFixed(2)} %`;
}

/** Ascending line numbers as ranges: 3–5, 9. */
export function ranges(lines: readonly number[]): string {
	const found: [number, number][] = [];
	for (const line of lines) {
		const last = found.at(-1);
		if (last?.[1] === line - 1) last[1] = line;
		else found.push([line, line]);
	}
	return found.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
