import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { positions, prices, reserve } from '../../../tests/fixtures/blend-case.ts';
import type { LiquidationLegs } from './liquidation-legs.ts';
import {
	liquidationModel,
	prepareLiquidation,
	type LiquidationCase,
	type LiquidationModel
} from './liquidation-model.ts';
import { isUnpriced } from './position-health.ts';

const XLM = reserve('XLM', 0);
const USDC = reserve('USDC', 1, { cFactor: 9_500_000, lFactor: 9_500_000 });
const EURC = reserve('EURC', 2, { cFactor: 9_500_000, lFactor: 9_500_000 });
const MAX_POSITIONS = 4;

const one = (xlm: bigint): LiquidationCase => ({
	positions: positions({ 0: 50_000_000_000n }, { 1: 3_000_000_000n }),
	reserves: [XLM, USDC],
	prices: prices({ XLM: xlm, USDC: 10_000_000n }),
	maxPositions: MAX_POSITIONS
});
const ALL: LiquidationLegs = { bid: ['USDC'], lot: ['XLM'] };

const two: LiquidationCase = {
	positions: positions({ 0: 30_000_000_000n, 2: 500_000_000n }, { 1: 2_800_000_000n }),
	reserves: [XLM, USDC, EURC],
	prices: prices({ XLM: 1_000_000n, USDC: 10_000_000n, EURC: 11_500_000n }),
	maxPositions: MAX_POSITIONS
};

function modelled(
	target: LiquidationCase,
	legs: LiquidationLegs,
	percent: number
): LiquidationModel {
	const model = liquidationModel(target, legs, percent);
	if (model.kind !== 'modelled')
		throw new Error(`expected a model, found ${JSON.stringify(model)}`);
	return model;
}
const code = (target: LiquidationCase, legs: LiquidationLegs, percent: number) => {
	const model = liquidationModel(target, legs, percent);
	if (isUnpriced(model)) return model.kind;
	return model.verdict.kind === 'refused' ? model.verdict.code : model.verdict.kind;
};
/** Runs of equal answers over 1–100, as `first..last: answer`. */
function bands(target: LiquidationCase, legs: LiquidationLegs): readonly string[] {
	const runs: { first: number; last: number; answer: string }[] = [];
	for (let percent = 1; percent <= 100; percent++) {
		const answer = String(code(target, legs, percent));
		const run = runs.at(-1);
		if (run?.answer === answer) run.last = percent;
		else runs.push({ first: percent, last: percent, answer });
	}
	return runs.map(({ first, last, answer }) => `${first}..${last}: ${answer}`);
}

describe('one collateral', () => {
	const target = one(750_000n);

	test('values and incentive', () => {
		const prepared = prepareLiquidation(target, ALL);
		expect(prepared).toMatchObject({
			kind: 'prepared',
			whole: {
				collateralBase: 2812500000n,
				collateralRaw: 3750000000n,
				liabilityBase: 3157894737n,
				liabilityRaw: 3000000000n
			}
		});
		expect(modelled(target, ALL, 69).incentive).toBe(11437500n);
	});

	test('the band', () => {
		expect(bands(target, ALL)).toEqual(['1..64: 1214', '65..77: ok', '78..100: 1213']);
	});

	test.each([
		[65, 1950000000n, 29737500000n, 10312165n],
		[67, 2010000000n, 30652500000n, 10443252n],
		[69, 2070000000n, 31567500000n, 10591255n],
		[71, 2130000000n, 32482500000n, 10759671n],
		[75, 2250000000n, 34312500000n, 11177343n],
		[77, 2310000000n, 35227500000n, 11440658n]
	])('%s %%', (percent, bid, lot, factor) => {
		const model = modelled(target, ALL, percent);
		expect(model.verdict).toEqual({ kind: 'ok' });
		expect(model.full).toBe(false);
		expect([...model.bid]).toEqual([['USDC', bid]]);
		expect([...model.lot]).toEqual([['XLM', lot]]);
		expect(model.postHealth).toEqual({ kind: 'ratio', value: factor });
	});

	test.each([
		[64, 1214, 10252083n],
		[78, 1213, 11590269n]
	])('%s %% is just outside', (percent, refusal, factor) => {
		const model = modelled(target, ALL, percent);
		expect(model.verdict).toEqual({ kind: 'refused', code: refusal });
		expect(model.postHealth).toEqual({ kind: 'ratio', value: factor });
	});

	test.each([
		[600_000n, 2250000000n],
		[500_000n, 1875000000n]
	])('XLM at %s: only everything', (price, collateral) => {
		const target = one(price);
		expect(prepareLiquidation(target, ALL)).toMatchObject({
			whole: { collateralBase: collateral }
		});
		expect(bands(target, ALL)).toEqual(['1..95: 1214', '96..100: ok']);
		for (const percent of [96, 100]) {
			const model = modelled(target, ALL, percent);
			expect(model.full).toBe(true);
			expect([...model.bid, ...model.lot]).toEqual([
				['USDC', 3000000000n],
				['XLM', 50000000000n]
			]);
		}
	});

	test('the live position that agreed with a real pool', () => {
		const live: LiquidationCase = {
			...one(980_000n),
			positions: positions({ 0: 1_000_000_000n }, { 1: 199_992_045n })
		};
		expect(bands(live, ALL)).toEqual(['1..95: 1214', '96..100: ok']);
		const whole = modelled(live, ALL, 99);
		expect(modelled(live, ALL, 100)).toEqual(whole);
	});
});

describe('two collaterals', () => {
	test('values', () => {
		expect(prepareLiquidation(two, { bid: ['USDC'], lot: ['XLM', 'EURC'] })).toMatchObject({
			whole: {
				collateralBase: 2796250000n,
				collateralRaw: 3575000000n,
				liabilityBase: 2947368422n
			}
		});
	});

	test.each([
		[
			['XLM', 'EURC'],
			['1..42: 1214', '43..64: ok', '65..100: 1213']
		],
		[['XLM'], ['1..37: 1214', '38..60: ok', '61..93: 1213', '94..100: 1211']],
		[['EURC'], ['1..19: 1214', '20..100: 1211']]
	])('lot %o', (lot, expected) => {
		expect(bands(two, { bid: ['USDC'], lot })).toEqual(expected);
	});

	test('60 % of both', () => {
		const model = modelled(two, { bid: ['USDC'], lot: ['XLM', 'EURC'] }, 60);
		expect([...model.bid]).toEqual([['USDC', 1680000000n]]);
		expect([...model.lot]).toEqual([
			['XLM', 15909066000n],
			['EURC', 265151100n]
		]);
		expect(model.incentive).toBe(11284703n);
		expect(model.postHealth).toEqual({ kind: 'ratio', value: 11140382n });
	});

	test.each([
		[40, 1120000000n, 12810000000n, 10379315n],
		[60, 1680000000n, 19215000000n, 11494363n]
	])('%s %% of XLM alone', (percent, bid, lot, factor) => {
		const model = modelled(two, { bid: ['USDC'], lot: ['XLM'] }, percent);
		expect([model.bid.get('USDC'), model.lot.get('XLM')]).toEqual([bid, lot]);
		expect(model.postHealth).toEqual({ kind: 'ratio', value: factor });
	});
});

describe('guards', () => {
	const target = one(750_000n);
	test('percents outside 1–100', () => {
		expect([0, 101, 1.5].map((percent) => code(target, ALL, percent))).toEqual([1211, 1211, 1211]);
	});
	test('a position at or above 1 is not liquidatable', () => {
		expect(code(one(10_000_000n), ALL, 50)).toBe(1211);
	});
	test('too many legs come before the health check', () => {
		expect(code({ ...one(10_000_000n), maxPositions: 1 }, ALL, 50)).toBe(1208);
	});
	test('legs the user does not hold, none at all, or one twice', () => {
		expect(code(target, { bid: ['XLM'], lot: ['XLM'] }, 50)).toBe(1221);
		expect(code(target, { bid: [], lot: ['XLM'] }, 50)).toBe(1221);
		expect(code(target, { bid: ['USDC'], lot: ['USDC'] }, 50)).toBe(1222);
		expect(code(target, { bid: ['USDC'], lot: [] }, 50)).toBe(1222);
		expect(code(target, { bid: ['USDC'], lot: ['NONE'] }, 50)).toBe(1222);
		expect(code(target, { bid: ['USDC', 'USDC'], lot: ['XLM'] }, 50)).toBe(1200);
	});
	test('an unpriced leg is unknown, never a verdict', () => {
		expect(code({ ...target, prices: prices({ USDC: 10_000_000n }) }, ALL, 50)).toBe('unpriced');
	});
	test('legs whose value rounds to nothing trap, without a code', () => {
		const dust: LiquidationCase = {
			...two,
			positions: positions({ 0: 30_000_000_000n, 2: 0n }, { 1: 2_800_000_000n })
		};
		expect(code(dust, { bid: ['USDC'], lot: ['EURC'] }, 50)).toBe('trap');
	});
});

test('whatever the position, an accepted percent leaves the user inside the band or takes everything', () => {
	fc.assert(
		fc.property(
			fc.bigInt({ min: 10n ** 7n, max: 10n ** 15n }),
			fc.bigInt({ min: 10n ** 7n, max: 10n ** 15n }),
			fc.bigInt({ min: 10_000n, max: 10n ** 9n }),
			fc.integer({ min: 1, max: 100 }),
			(b, d, price, percent) => {
				const target: LiquidationCase = {
					...one(price),
					positions: positions({ 0: b }, { 1: d })
				};
				const model = liquidationModel(target, ALL, percent);
				if (model.kind !== 'modelled' || model.verdict.kind !== 'ok') return;
				const lot = model.lot.get('XLM') ?? 0n;
				const bid = model.bid.get('USDC') ?? 0n;
				expect(lot <= b && bid <= d && bid > 0n).toBe(true);
				if (model.full) expect([lot, bid]).toEqual([b, d]);
				else {
					const factor = model.postHealth.kind === 'ratio' ? model.postHealth.value : -1n;
					expect(factor >= 10_300_000n && factor <= 11_500_000n).toBe(true);
				}
			}
		),
		{ numRuns: 2000 }
	);
});
