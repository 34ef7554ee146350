// npm test: everything. npm run test:web (--web): everything that needs no Rust. npm run good (--good): static checks and
// unit tests. Lanes run side by side; what fails is printed in full. The last line is `N passed, N failed`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addCargoToPath } from './cargo-path.ts';
import { sum, type Counts } from './test/counts.ts';
import type { Part } from './test/part.ts';
import { contractParts, goodLanes, prepare, sandboxParts, webParts } from './test/parts.ts';

const HEARTBEAT_MS = 60_000;
const root = join(import.meta.dirname, '..');
const flag = { type: 'boolean', default: false } as const;
const { values } = parseArgs({ options: { good: flag, web: flag } });

function seconds(since: number): string {
	return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

async function run(part: Part): Promise<Counts> {
	const start = Date.now();
	console.log(`start   ${part.name}`);
	const heartbeat = setInterval(() => {
		console.log(`running ${part.name}, ${seconds(start)}`);
	}, HEARTBEAT_MS);
	const { counts, output } = await part.run().finally(() => {
		clearInterval(heartbeat);
	});
	const { passed, failed } = counts;
	if (failed > 0) console.log(`\n${output.trimEnd()}\n`);
	console.log(
		`${failed > 0 ? 'FAILED ' : 'ok     '} ${part.name}: ${passed} passed, ${failed} failed, ${seconds(start)}`
	);
	return counts;
}

/** A lane does its own parts in their order, then helps with what is common to all. */
async function lane(own: readonly Part[], common: Part[]): Promise<Counts> {
	const counts: Counts[] = [];
	for (const part of own) counts.push(await run(part));
	for (let part = common.shift(); part !== undefined; part = common.shift()) {
		counts.push(await run(part));
	}
	return sum(counts);
}

function lanes(): Part[][] {
	if (values.good) return goodLanes(root, reports);
	const web = webParts(root, reports);
	if (values.web) return [web];
	return [web, contractParts(root, reports)];
}

addCargoToPath();
const reports = mkdtempSync(join(tmpdir(), 'nectar-test-'));
const start = Date.now();
const ready = await run(prepare(root));
const common = values.good || values.web ? [] : sandboxParts(root);
const done = await Promise.all(lanes().map((own) => lane(own, common)));
const { passed, failed } = sum([ready, ...done]);
rmSync(reports, { recursive: true, force: true });
console.log(`\nfinished in ${seconds(start)}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
