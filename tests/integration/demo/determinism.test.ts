import { expect, test } from 'vitest';
import { parseOptions } from '../../../scripts/demo/options.ts';
import { toJson } from '../../../scripts/demo/print.ts';
import { run } from '../../../scripts/demo/run.ts';
import { inProcess } from '../../../scripts/demo/sandbox-network.ts';
import type { FeedLine } from '#lib/keeper/feed-line.ts';

/** Everything a run of the seed tells and reports. */
async function transcript(seed: string): Promise<string> {
	const options = parseOptions(['--seed', seed]);
	if (!options.ok) throw new Error(options.error);
	const sandbox = await inProcess(options.value.seed);
	if (!sandbox.ok) throw new Error(sandbox.error);
	const feed: FeedLine[] = [];
	const report = await run(options.value, { sandbox: sandbox.value, blend: undefined }, (line) =>
		feed.push(line)
	);
	if (!report.ok) throw new Error(report.error);
	return toJson({ feed, report: report.value });
}

test('twenty runs of one seed are the same run', async () => {
	const runs = new Set<string>();
	for (let again = 0; again < 20; again += 1) runs.add(await transcript('7'));
	expect(runs.size).toBe(1);
	expect(runs).not.toContain(await transcript('8'));
}, 600_000);
