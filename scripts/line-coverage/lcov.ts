/** How often each line that can run did run. */
export type Lines = ReadonlyMap<number, number>;

/** The source files of an lcov report with their lines. A file listed twice ran as often as both say. */
export function parseLcov(report: string): Map<string, Lines> {
	const files = new Map<string, Map<number, number>>();
	let lines = new Map<number, number>();
	for (const record of report.split('\n')) {
		const [, kind, value = ''] = /^(SF|DA):(.*)$/.exec(record) ?? [];
		if (kind === 'SF') {
			lines = files.get(value) ?? new Map<number, number>();
			files.set(value, lines);
		} else if (kind === 'DA') {
			const [, line, hits] = /^(\d+),(\d+)(,|$)/.exec(value) ?? [];
			if (line === undefined) throw new Error(`expected DA:LINE,HITS, found ${record}`);
			lines.set(Number(line), (lines.get(Number(line)) ?? 0) + Number(hits));
		}
	}
	return files;
}
