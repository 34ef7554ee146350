import { describe, expect, test } from 'vitest';
import { positions, prices, reserve } from '../../../tests/fixtures/blend-case.ts';
import { candidateLegs } from './candidate-legs.ts';
import { choosePercent } from './choose-percent.ts';
import type { LiquidationCase } from './liquidation-model.ts';
import { validPercents } from './valid-percents.ts';

const XLM = reserve('XLM', 0);
const USDC = reserve('USDC', 1, { cFactor: 9_500_000, lFactor: 9_500_000 });
const EURC = reserve('EURC', 2, { cFactor: 9_500_000, lFactor: 9_500_000 });
const one = (xlm: bigint): LiquidationCase => ({
	positions: positions({ 0: 50_000_000_000n }, { 1: 3_000_000_000n }),
	reserves: [XLM, USDC],
	prices: prices({ XLM: xlm, USDC: 10_000_000n }),
	maxPositions: 4
});
const two: LiquidationCase = {
	positions: positions({ 0: 30_000_000_000n, 2: 500_000_000n }, { 1: 2_800_000_000n }),
	reserves: [XLM, USDC, EURC],
	prices: prices({ XLM: 1_000_000n, USDC: 10_000_000n, EURC: 11_500_000n }),
	maxPositions: 4
};

describe('the percent', () => {
	test('is the middle of the band', () => {
		expect(choosePercent(one(750_000n))).toMatchObject({
			kind: 'chosen',
			percent: 71,
			band: [65, 77],
			legs: { bid: ['USDC'], lot: ['XLM'] },
			model: { verdict: { kind: 'ok' }, full: false }
		});
		expect(choosePercent(two)).toMatchObject({
			kind: 'chosen',
			percent: 53,
			band: [43, 64],
			legs: { bid: ['USDC'], lot: ['XLM', 'EURC'] }
		});
	});

	test('is 100 when only everything is accepted', () => {
		expect(choosePercent(one(500_000n))).toMatchObject({
			kind: 'chosen',
			percent: 100,
			band: [96, 100],
			model: { full: true }
		});
	});

	test('of a healthy user is none', () => {
		expect(choosePercent(one(10_000_000n))).toEqual({ kind: 'not-liquidatable' });
	});

	test('of an unpriced user is unknown', () => {
		expect(choosePercent({ ...two, prices: prices({ XLM: 1n, USDC: 1n }) })).toEqual({
			kind: 'unpriced',
			asset: 'EURC'
		});
	});

	test('is none when nothing of the debt or collateral can be traded', () => {
		expect(choosePercent(two, (asset) => asset !== 'USDC')).toEqual({ kind: 'no-valid-percent' });
	});
});

describe('the legs', () => {
	test('leave out what cannot be traded', () => {
		expect(choosePercent(two, (asset) => asset !== 'EURC')).toMatchObject({
			legs: { bid: ['USDC'], lot: ['XLM'] },
			percent: 49,
			band: [38, 60]
		});
	});

	test('are the most valuable when not all fit, and at least one of each side', () => {
		expect(candidateLegs({ ...two, maxPositions: 2 }, () => true)).toEqual([
			{ bid: ['USDC'], lot: ['XLM'] }
		]);
		const three: LiquidationCase = {
			...two,
			positions: positions(
				{ 0: 30_000_000_000n, 2: 500_000_000n },
				{ 1: 2_800_000_000n, 0: 10_000_000n }
			),
			maxPositions: 3
		};
		expect(candidateLegs(three, () => true)).toEqual([
			{ bid: ['USDC'], lot: ['XLM', 'EURC'] },
			{ bid: ['USDC', 'XLM'], lot: ['XLM'] },
			{ bid: ['USDC'], lot: ['XLM'] }
		]);
	});
});

test('valid percents come with the auctions they would create', () => {
	const valid = validPercents(one(750_000n), { bid: ['USDC'], lot: ['XLM'] });
	if (valid.kind !== 'percents') throw new Error(`expected percents, found ${valid.kind}`);
	expect([...valid.models.keys()]).toEqual(Array.from({ length: 13 }, (_, i) => 65 + i));
	expect(valid.models.get(69)?.lot.get('XLM')).toBe(31567500000n);
});
