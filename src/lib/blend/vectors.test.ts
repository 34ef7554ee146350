import { describe, expect, test } from 'vitest';
import { bTokens, dTokens } from '#lib/math/amount.ts';
import { readVectors } from '../../../tests/fixtures/blend-vectors.ts';
import { accrue } from './accrue.ts';
import { healthFactor, isLiquidatable } from './health-factor.ts';
import { liquidationModel, type LiquidationCase } from './liquidation-model.ts';
import { isUnpriced, positionHealth } from './position-health.ts';
import { scaleAuction } from './scale-auction.ts';

/* Cases that liquidation-lab computed in Rust. Here TypeScript must compute the same. */

const vectors = readVectors();
const assetName = (index: number): string => `asset ${index}`;
type Target = Pick<(typeof vectors.health)[number], 'oracleDecimals' | 'reserves' | 'positions'>;
const liquidationCase = (of: Target, maxPositions: number): LiquidationCase => ({
	positions: {
		collateral: branded(of.positions.collateral, bTokens),
		liabilities: branded(of.positions.liabilities, dTokens),
		supply: branded(of.positions.supply, bTokens)
	},
	reserves: of.reserves.map((r, i) => ({ asset: assetName(i), config: r.config, data: r.data })),
	prices: {
		decimals: of.oracleDecimals,
		of: new Map(of.reserves.map((r, i) => [assetName(i), r.price]))
	},
	maxPositions
});
function branded<T>(of: ReadonlyMap<number, bigint>, brand: (raw: bigint) => T) {
	return new Map([...of].map(([index, raw]) => [index, brand(raw)] as const));
}
const named = (of: ReadonlyMap<number, bigint>): ReadonlyMap<string, bigint> =>
	new Map([...of].map(([index, raw]) => [assetName(index), raw]));

test('there are at least 500, each with a name of its own', () => {
	for (const of of Object.values(vectors)) {
		expect(of.length).toBeGreaterThan(0);
		expect(new Set(of.map(({ name: own }) => own)).size).toBe(of.length);
	}
	const all = Object.values(vectors).reduce((sum, of) => sum + of.length, 0);
	expect(all).toBeGreaterThanOrEqual(500);
});

describe('accrual', () => {
	test.each(vectors.accrual)('$name', ({ config: settings, before, bstopRate, now, after }) => {
		expect(accrue(settings, before, bstopRate, now)).toEqual(after);
	});
});

describe('health', () => {
	test.each(vectors.health)('$name', ({ expected, ...of }) => {
		const { positions, reserves, prices } = liquidationCase(of, 0);
		const health = positionHealth(positions, reserves, prices);
		if (health.kind !== 'priced')
			throw new Error(`expected a priced position, found ${health.kind}`);
		const { kind, ...values } = health;
		const ratio = healthFactor(health, prices.decimals);
		expect({
			kind,
			...values,
			healthFactor: ratio.kind === 'ratio' ? ratio.value : null,
			liquidatable: isLiquidatable(health)
		}).toEqual({ kind: 'priced', ...expected });
	});
});

describe('liquidation', () => {
	test.each(vectors.liquidation)('$name', ({ bid, lot, bands, samples, maxPositions, ...of }) => {
		const whole = liquidationCase(of, maxPositions);
		const legs = { bid: bid.map(assetName), lot: lot.map(assetName) };
		const codeAt = (percent: number) => {
			const model = liquidationModel(whole, legs, percent);
			if (isUnpriced(model)) return model.kind;
			const { verdict } = model;
			return verdict.kind === 'refused' ? verdict.code : verdict.kind === 'ok' ? 0 : verdict.kind;
		};
		let next = 1;
		for (const { from, to, code } of bands) {
			expect(from).toBe(next);
			for (let percent = from; percent <= to; percent++)
				expect([percent, codeAt(percent)]).toEqual([percent, code]);
			next = to + 1;
		}
		expect(next).toBe(101);
		for (const sample of samples) {
			const model = liquidationModel(whole, legs, sample.percent);
			if (model.kind !== 'modelled') throw new Error(`expected a model, found ${model.kind}`);
			const { postHealth } = model;
			expect({
				percent: sample.percent,
				code: codeAt(sample.percent),
				bid: model.bid,
				lot: model.lot,
				postHealth: postHealth.kind === 'ratio' ? postHealth.value : null
			}).toEqual({ ...sample, bid: named(sample.bid), lot: named(sample.lot) });
		}
	});
});

describe('scaling', () => {
	test.each(vectors.scaling)('$name', ({ auction, age, percent, expected }) => {
		const startLedger = 1000;
		const scaled = scaleAuction({ ...auction, startLedger }, percent, startLedger + age);
		const { remaining } = scaled;
		expect({
			bid: scaled.bid,
			lot: scaled.lot,
			remaining: remaining === undefined ? null : { bid: remaining.bid, lot: remaining.lot }
		}).toEqual(expected);
		expect(remaining?.startLedger ?? startLedger).toBe(startLedger);
	});
});
