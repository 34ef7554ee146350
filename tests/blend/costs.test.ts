import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { blendWasm } from '../../scripts/blend/wasm.ts';
import { readSpecs } from '../../scripts/contract-spec/spec.ts';
import { blendCosts } from '../../scripts/costs/blend.ts';
import type { Report } from '../../scripts/costs/report.ts';

const root = join(import.meta.dirname, '../..');
const specs = readSpecs(root);
let report: Report;
beforeAll(async () => {
	const blend = await blendWasm(root);
	if (!blend.ok) throw new Error(blend.error);
	report = await blendCosts(specs, blend.value);
}, 120_000);

test('fills of bad debt and interest, and every entry point of the Comet adapter, stay a third below every limit of mainnet', () => {
	expect(report.problems).toEqual([]);
	const venue = specs.find(({ contract }) => contract === 'comet-venue');
	expect(report.lines.map(({ contract, fn }) => `${contract}.${fn}`)).toEqual([
		...(venue?.functions ?? []).map(({ name }) => `comet-venue.${name}`),
		'nectar-vault.fill of bad debt',
		'nectar-vault.fill of interest'
	]);
	for (const { fn, cost } of report.lines.slice(-2)) {
		expect(cost.instructions, fn).toBeGreaterThan(20_000_000);
	}
});

test('a leg over Comet emits what the vault counts for it, or less, either way', () => {
	expect(report.legs).toHaveLength(2);
	for (const { measured, configured } of report.legs) {
		expect(measured).toBeGreaterThan(700);
		expect(measured).toBeLessThanOrEqual(configured);
	}
});
