// npm run contracts:costs: what each entry point of each committed contract costs on the sandbox where it costs most,
// beside mainnet's limits of one transaction. Exit code 1 if anything takes more than two thirds of a limit (the events of
// a fill over a DEX: more than the vault lets an order emit), if a route's leg emits more than the vault counts for it, or
// if an entry point has no case in scripts/costs/cases. With cargo also what needs the real Blend.
import { join } from 'node:path';
import { blendWasm } from './blend/wasm.ts';
import { readSpecs, sizesOf } from './contract-spec/spec.ts';
import { blendCosts } from './costs/blend.ts';
import { table } from './costs/print.ts';
import { costsOf, merged } from './costs/report.ts';

const root = join(import.meta.dirname, '..');
const specs = readSpecs(root);
const blend = await blendWasm(root);
if (!blend.ok) console.error(`without the real Blend: ${blend.error}`);
const report = merged([
	await costsOf(specs),
	...(blend.ok ? [await blendCosts(specs, blend.value)] : [])
]);
console.log(table(report, sizesOf(root)));
for (const problem of report.problems) console.error(problem);
if (report.problems.length > 0) process.exitCode = 1;
