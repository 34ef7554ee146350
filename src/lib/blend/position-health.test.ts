import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bTokens, dTokens, rate12 } from '#lib/math/amount.ts';
import { positions, prices, reserve } from '../../../tests/fixtures/blend-case.ts';
import { generatePositions, healthDigest } from '../../../tests/fixtures/health-generator.ts';
import { healthFactor, isLiquidatable, isOver, isUnder } from './health-factor.ts';
import { positionHealth, type Health } from './position-health.ts';

const STABLE = { cFactor: 9_500_000, lFactor: 9_500_000 };
const reserves = [
	reserve('XLM', 0),
	reserve('USDC', 1, STABLE, { bRate: rate12(1143597688507n), dRate: rate12(1228743739744n) }),
	reserve('EURC', 2, STABLE, { bRate: rate12(1142044090990n), dRate: rate12(1228440520958n) })
];
const market = prices({ XLM: 1_778_617n, USDC: 9_999_165n, EURC: 11_613_052n });
const priced = (...args: Parameters<typeof positionHealth>): Health => {
	const health = positionHealth(...args);
	if (health.kind !== 'priced') throw new Error(`expected a priced position, found ${health.kind}`);
	return health;
};

test.each([
	[1, 125043746n, 104293813n, 135838407n, 134883864n, 10070767n],
	[2, 7618671504n, 6328764911n, 9599134909n, 9503768801n, 10100345n]
])('mainnet position in reserve %s', (index, b, d, collateral, liabilities, factor) => {
	const health = priced(positions({ [index]: b }, { [index]: d }), reserves, market);
	expect([health.collateralBase, health.liabilityBase]).toEqual([collateral, liabilities]);
	expect(healthFactor(health, 7)).toEqual({ kind: 'ratio', value: factor });
	expect(isLiquidatable(health)).toBe(false);
});

test('a leg without a usable price makes the whole position unknown, never worth 0', () => {
	const both = positions({ 0: 10n ** 9n, 1: 10n ** 9n }, { 2: 1n });
	expect(positionHealth(both, reserves, prices({ USDC: 1n, EURC: 1n }))).toEqual({
		kind: 'unpriced',
		asset: 'XLM'
	});
	expect(positionHealth(both, reserves, prices({ XLM: 1n, USDC: 1n, EURC: 0n }))).toEqual({
		kind: 'unpriced',
		asset: 'EURC'
	});
	expect(positionHealth(positions({}, { 9: 1n }), reserves, market)).toEqual({
		kind: 'unknown-reserve',
		index: 9
	});
});

test('a debt whose factor is 0 makes the position unknown: the pool divides by it', () => {
	const barren = reserves.map((one) =>
		one.asset === 'EURC' ? { ...one, config: { ...one.config, lFactor: 0 } } : one
	);
	expect(positionHealth(positions({ 0: 10n }, { 2: 1n }), barren, market)).toEqual({
		kind: 'not-borrowable',
		asset: 'EURC'
	});
	expect(positionHealth(positions({ 2: 10n }, { 0: 1n }), barren, market).kind).toBe('priced');
});

test('what is supplied without being collateral does not count, and needs no price', () => {
	const health = priced(
		positions({ 1: 10n }, {}, { 0: 10n ** 12n }),
		reserves,
		prices({ USDC: 10_000_000n })
	);
	expect(health.collateralRaw).toBe(11n);
});

test('without debt there is no factor, and nothing to liquidate', () => {
	const health = priced(positions({ 0: 10n ** 9n }, {}), reserves, market);
	expect(healthFactor(health, 7)).toEqual({ kind: 'no-debt' });
	expect([isLiquidatable(health), isOver(health, 7, 11_500_000n), isUnder(health, 7, 1n)]).toEqual([
		false,
		true,
		false
	]);
});

test('a position at exactly 1 is safe; one unit more of debt is not', () => {
	const plain = [reserve('A', 0, { cFactor: 10_000_000, lFactor: 10_000_000 })];
	const at = (debt: bigint) =>
		isLiquidatable(priced(positions({ 0: 1000n }, { 0: debt }), plain, prices({ A: 10_000_000n })));
	expect([at(999n), at(1000n), at(1001n)]).toEqual([false, false, true]);
});

test('collateral rounds down and debt up, leg by leg', () => {
	fc.assert(
		fc.property(
			fc.bigInt({ min: 1n, max: 10n ** 20n }),
			fc.bigInt({ min: 10n ** 12n, max: 3n * 10n ** 12n }),
			fc.bigInt({ min: 1n, max: 10n ** 18n }),
			fc.integer({ min: 1, max: 10_000_000 }),
			(amount, rate, value, factor) => {
				const one = reserve(
					'A',
					0,
					{ cFactor: factor, lFactor: factor },
					{ bRate: rate12(rate), dRate: rate12(rate) }
				);
				const both = {
					collateral: new Map([[0, bTokens(amount)]]),
					liabilities: new Map([[0, dTokens(amount)]]),
					supply: new Map()
				};
				const health = priced(both, [one], prices({ A: value }, 14));
				const [d, scale] = [10n ** 19n, 10n ** 7n]; // rate × decimals of the asset
				expect(health.collateralRaw * d).toBeLessThanOrEqual(amount * rate * value);
				expect(health.liabilityRaw * d).toBeGreaterThanOrEqual(amount * rate * value);
				expect(health.collateralBase * d * scale).toBeLessThanOrEqual(
					amount * rate * value * BigInt(factor)
				);
				expect(health.liabilityBase * d * BigInt(factor)).toBeGreaterThanOrEqual(
					amount * rate * value * scale
				);
			}
		)
	);
});

describe('the seeded generator of GENERATOR.md', () => {
	test('100,000 positions, half of them within a millionth of 1, hash to the committed digest', () => {
		const file = new URL('../../../tests/vectors/health-digest.json', import.meta.url);
		const committed: unknown = JSON.parse(readFileSync(file, 'utf8'));
		const digest = healthDigest(20_261_121n, 100_000);
		expect(digest).toEqual(committed);
		expect(digest.within1e6).toBeGreaterThanOrEqual(50_000);
	});

	test('every odd position is close to 1, on both sides', () => {
		let liquidatable = 0;
		let i = 0;
		for (const { positions: held, reserves: legs, prices: quoted } of generatePositions(1n, 2000)) {
			if (i++ % 2 === 0) continue;
			const { collateralBase: c, liabilityBase: l, ...rest } = priced(held, legs, quoted);
			const distance = l > c ? l - c : c - l;
			expect(distance * 1_000_000n).toBeLessThanOrEqual(c);
			expect(rest.kind).toBe('priced');
			if (l > c) liquidatable++;
		}
		expect(liquidatable).toBeGreaterThan(400);
		expect(liquidatable).toBeLessThan(600);
	});
});
