import { join } from 'node:path';
import { ok } from '#lib/result.ts';
import { blendWasm } from './blend/wasm.ts';
import { render } from '#lib/keeper/feed-line.ts';
import { HELP, parseOptions, type DemoOptions } from './demo/options.ts';
import { table, toJson } from './demo/print.ts';
import { run } from './demo/run.ts';
import { behind, inProcess, SandboxError } from './demo/sandbox-network.ts';
import type { FeedLine } from '#lib/keeper/feed-line.ts';

const ROOT = join(import.meta.dirname, '..');

/** Plays one race and says how it ended. */
async function main(options: DemoOptions): Promise<number> {
	const blend = options.pool === 'blend' ? await blendWasm(ROOT) : ok(undefined);
	if (!blend.ok) return fail(blend.error, 2);
	const sandbox = await (options.rpc === undefined ? inProcess(options.seed) : behind(options.rpc));
	if (!sandbox.ok) return fail(sandbox.error, options.rpc === undefined ? 1 : 2);
	const lines: FeedLine[] = [];
	if (!options.json) console.log(headline(options));
	const report = await run(options, { sandbox: sandbox.value, blend: blend.value }, (line) => {
		lines.push(line);
		if (!options.json) console.log(render(line));
	}).finally(() => sandbox.value.release());
	if (!report.ok) return fail(report.error, 1);
	const { seedText: seed, keepers, priceDropBps } = options;
	if (options.json) {
		console.log(toJson({ seed, keepers, priceDropBps, feed: lines, report: report.value }));
	} else {
		console.log(`\n${table(report.value)}`);
	}
	return report.value.checks.every(({ holds }) => holds) ? 0 : 1;
}

function headline({ seedText, keepers, priceDropBps, rpc, pool }: DemoOptions): string {
	const where = rpc === undefined ? 'sandbox in this process' : `sandbox at ${rpc}`;
	return `Nectar: ${keepers} keepers, price falls by ${priceDropBps / 100} %, seed ${seedText}, ${where}${pool === 'blend' ? ', on Blend v2' : ''}\n`;
}

function fail(message: string, code: number): number {
	console.error(`demo: ${message}`);
	return code;
}

const options = parseOptions(process.argv.slice(2));
if (!options.ok) process.exitCode = fail(`${options.error} (see --help)`, 2);
else if (options.value.help) console.log(HELP);
else {
	process.exitCode = await main(options.value).catch((cause: unknown) => {
		if (cause instanceof SandboxError) return fail(cause.message, 1);
		throw cause;
	});
}
