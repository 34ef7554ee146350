import { join } from 'node:path';
import type { FeedLine } from '#lib/keeper/feed-line.ts';
import { blendWasm } from '../../../scripts/blend/wasm.ts';
import { parseOptions } from '../../../scripts/demo/options.ts';
import type { Report } from '../../../scripts/demo/report.ts';
import { run } from '../../../scripts/demo/run.ts';
import { inProcess } from '../../../scripts/demo/sandbox-network.ts';

const ROOT = join(import.meta.dirname, '../../..');

export interface PlayedHere {
	readonly feed: readonly FeedLine[];
	readonly report: Report;
}

/** Plays the demo in this process: many runs share the machine code of one sandbox. */
export async function playHere(...args: readonly string[]): Promise<PlayedHere> {
	const options = parseOptions(args);
	if (!options.ok) throw new Error(options.error);
	const { seed, pool } = options.value;
	const sandbox = await inProcess(seed);
	if (!sandbox.ok) throw new Error(sandbox.error);
	const blend = pool === 'blend' ? await blendWasm(ROOT) : undefined;
	if (blend?.ok === false) throw new Error(blend.error);
	const feed: FeedLine[] = [];
	const grounds = { sandbox: sandbox.value, blend: blend?.value };
	const report = await run(options.value, grounds, (line) => feed.push(line));
	await sandbox.value.release();
	if (!report.ok) throw new Error(report.error);
	return { feed, report: report.value };
}
