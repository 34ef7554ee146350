import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { TransactionResult } from '@stellar/stellar-sdk/xdr';
import { toJson } from '../../../scripts/demo/print.ts';
import { playHere } from './play-here.ts';
import { play } from './play.ts';

const sent = v.object({
	keeper: v.string(),
	ledger: v.optional(v.number()),
	succeeded: v.boolean(),
	code: v.string(),
	feeCharged: v.string(),
	resultXdr: v.optional(v.string())
});
const document = v.object({
	report: v.object({
		keepers: v.array(v.object({ name: v.string(), wins: v.number() })),
		fills: v.array(sent),
		lostInSameLedger: v.array(sent),
		checks: v.array(v.object({ claim: v.string(), holds: v.boolean() }))
	})
});

describe('ten seeds', () => {
	const seeds = Array.from({ length: 10 }, (_, index) => String(index + 1));
	const runs: v.InferOutput<typeof document>['report'][] = [];
	beforeAll(async () => {
		for (const seed of seeds) {
			const told = toJson(await playHere('--seed', seed));
			runs.push(v.parse(document, JSON.parse(told)).report);
		}
	}, 300_000);

	test('every one ends well, with every claim true on chain', () => {
		expect(runs).toHaveLength(10);
		for (const report of runs) {
			expect(report.checks.filter(({ holds }) => !holds)).toEqual([]);
			expect(report.checks.length).toBeGreaterThan(15);
			expect(report.fills).toHaveLength(1);
		}
	});

	test('the command tells the same of its run, and ends well', async () => {
		const { code, stdout } = await play('--seed', '1', '--json');
		expect(code).toBe(0);
		expect(v.parse(document, JSON.parse(stdout)).report).toEqual(runs[0]);
	});

	test('each keeper wins at least twice', () => {
		const wins = new Map<string, number>();
		for (const report of runs) {
			for (const { name, wins: won } of report.keepers) wins.set(name, (wins.get(name) ?? 0) + won);
		}
		expect([...wins.keys()]).toEqual(['keeper-alpha', 'keeper-beta']);
		for (const count of wins.values()) expect(count).toBeGreaterThanOrEqual(2);
	});

	test('in at least five the loser’s fill fails in the winner’s ledger, its fee charged', () => {
		const lost = runs.flatMap(({ lostInSameLedger }) => lostInSameLedger);
		expect(lost.length).toBeGreaterThanOrEqual(5);
		for (const { resultXdr, feeCharged } of lost) {
			const result = TransactionResult.fromXdr(resultXdr ?? '', 'base64');
			expect(result.result.type).toBe('txFailed');
			expect(result.feeCharged).toBeGreaterThan(0n);
			expect(String(result.feeCharged)).toBe(feeCharged);
			const [first] = 'results' in result.result ? result.result.results : [];
			expect(first?.type === 'opInner' && first.tr.value.type).toBe('invokeHostFunctionTrapped');
		}
	});
});

test('the same seed gives the same output, byte for byte', async () => {
	const first = await play('--seed', '3');
	expect(first.code).toBe(0);
	for (let again = 0; again < 3; again += 1) expect(await play('--seed', '3')).toEqual(first);
	expect((await play('--seed', '4')).stdout).not.toBe(first.stdout);
});

test('more keepers: one wins, all others lose nothing but fees', async () => {
	const { code, stdout } = await play('--keepers', '4', '--json');
	expect(code).toBe(0);
	const { report } = v.parse(document, JSON.parse(stdout));
	expect(report.keepers.map(({ name }) => name)).toEqual([
		'keeper-alpha',
		'keeper-beta',
		'keeper-gamma',
		'keeper-delta'
	]);
	expect(report.keepers.map(({ wins }) => wins).toSorted()).toEqual([0, 0, 0, 1]);
	expect(report.checks.every(({ holds }) => holds)).toBe(true);
});

test('a deep fall, where the debt exceeds what the collateral is worth, ends well too', async () => {
	const { code, stderr } = await play('--price-drop', '55');
	expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a fall that leaves everybody safe is told, and is no success', async () => {
	const { code, stderr } = await play('--price-drop', '5');
	expect(code).toBe(1);
	expect(stderr).toBe('demo: the fall made no position liquidatable: nothing to race for\n');
});
