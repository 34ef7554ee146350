import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readSpecs } from '../../../scripts/contract-spec/spec.ts';
import { costsOf, isMeasured, type Report } from '../../../scripts/costs/report.ts';

const DEX_LEGS = [
	'soroswap, one hop',
	'soroswap, two hops',
	'aquarius, one hop',
	'aquarius, two hops'
];
const specs = readSpecs(join(import.meta.dirname, '../../..'));
let report: Report;
beforeAll(async () => {
	report = await costsOf(specs);
}, 300_000);

test('every entry point of every contract is measured, a third below every limit of mainnet', () => {
	expect(report.problems).toEqual([]);
	const measured = report.lines.map(({ contract, fn }) => `${contract}.${fn}`);
	const all = specs
		.filter(isMeasured)
		.flatMap(({ contract, functions }) => functions.map(({ name }) => `${contract}.${name}`));
	expect(measured.slice(0, all.length)).toEqual(all);
	expect(measured.slice(all.length)).toEqual(DEX_LEGS.map((name) => `nectar-vault.fill: ${name}`));
});

test('the figures are those of transactions that did something', () => {
	for (const { contract, fn, cost } of report.lines) {
		expect(cost.instructions, `${contract}.${fn}`).toBeGreaterThan(400_000);
		expect(cost.memory, `${contract}.${fn}`).toBeGreaterThan(1_000_000);
		expect(cost.keys).toBeGreaterThanOrEqual(2);
		expect(cost.feeCharged).toBeGreaterThan(100n);
	}
	const fill = report.lines.find(({ fn }) => fn === 'fill');
	expect(fill?.cost.instructions).toBeGreaterThan(20_000_000);
	expect(fill?.cost.events.length).toBeGreaterThan(20);
});

test('the events of a leg and of a fill are what the vault counts for them, or fewer', () => {
	expect(report.legs.map(({ route }) => route)).toEqual([0, 1, 2, 3, 4, 5]);
	for (const { measured, configured } of report.legs) {
		expect(measured).toBeGreaterThan(400);
		expect(measured).toBeLessThanOrEqual(configured);
	}
	expect(report.fillEvents?.measured).toBeLessThanOrEqual(report.fillEvents?.planned ?? 0);
});

test('swaps over the routers of Soroswap and Aquarius are measured with two hops, and their legs with one and two', () => {
	const swaps = report.lines.filter(
		({ contract, fn }) => /^(soroswap|aquarius)-venue$/.test(contract) && fn.startsWith('swap_')
	);
	expect(swaps).toHaveLength(4);
	for (const { contract, fn, cost } of swaps) {
		expect(cost.instructions, `${contract}.${fn}`).toBeGreaterThan(5_000_000);
		expect(cost.events.length, `${contract}.${fn}`).toBeGreaterThan(8);
	}
	const legs = report.legs.slice(2);
	expect(legs.map(({ name }) => name)).toEqual(DEX_LEGS);
	// the code of the token that is traded could have eight letters more, in two or three transfers
	expect(legs.map(({ configured, measured }) => configured - measured)).toEqual([16, 16, 24, 24]);
});

test('an entry point without a case is a problem, and so is a case without an entry point', async () => {
	const [faucet] = specs.filter(({ contract }) => contract === 'faucet');
	if (faucet === undefined) throw new Error('expected the faucet');
	const functions = faucet.functions
		.filter(({ name }) => name !== 'drip')
		.concat({ name: 'drop', arguments: 1 });
	const { problems } = await costsOf([{ ...faucet, functions }]);
	expect(problems).toContain('faucet.drop: no case in scripts/costs/cases');
	expect(problems).toContain('faucet has a case of drip, which its wasm has not');
}, 60_000);
