import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuctionData } from '#lib/blend/auction.ts';
import { rate12, usdc } from '#lib/math/amount.ts';
import { reserve } from '../../../tests/fixtures/blend-case.ts';
import {
	auction,
	market,
	pairAt,
	PLAIN,
	route,
	START_LEDGER
} from '../../../tests/fixtures/fill-case.ts';
import { affordablePercent } from './affordable-percent.ts';
import { earliestFill } from './earliest-fill.ts';
import type { FillMarket } from './fill-market.ts';
import { fillOutlook, type FillOutlook } from './fill-outlook.ts';

const NONE = usdc(0n);
function outlook(
	given: FillMarket,
	age: number,
	{ percent = 100, of = PLAIN }: { percent?: number; of?: AuctionData } = {}
): FillOutlook {
	const result = fillOutlook(given, of, percent, START_LEDGER + age, NONE);
	if (!result.ok)
		throw new Error(`expected an outlook, found ${JSON.stringify(result.error.kind)}`);
	return result.value;
}
const obstacle = (given: FillMarket, age: number, of: AuctionData = PLAIN) => {
	const result = fillOutlook(given, of, 100, START_LEDGER + age, NONE);
	return result.ok ? undefined : result.error;
};

describe('what depositors gain equals the fills measured on the real pool', () => {
	test.each([
		[50_000n, 180, '4.09', undefined],
		[50_000n, 200, '25.14', undefined],
		[50_000n, 250, '71.72', undefined],
		[5_000n, 200, '16.56', 'edge'],
		[5_000n, 250, '63.14', undefined]
	])('%s USDC deep, age %s: %s', (depth, age, gain, misses) => {
		const { economics } = outlook(market(depth), age);
		const measured = Number(economics.split.vaultShare) / 1e7;
		expect(measured.toFixed(2)).toBe(gain);
		expect(economics.misses).toBe(misses);
	});

	test('at oracle prices, without a venue between', () => {
		const gains = [150, 170, 178, 185, 200, 220, 250].map((age) => {
			const { needs } = outlook(market(50_000n), age);
			const [bid, lot] = [needs.bid[0]?.amount ?? 0n, needs.lot[0]?.amount ?? 0n];
			return ((Number(lot) * 0.075 - Number(bid)) / 1e7).toFixed(2);
		});
		expect(gains).toEqual(['-29.43', '-5.76', '3.71', '12.00', '29.76', '50.46', '81.51']);
	});
});

describe('a fill', () => {
	test('repays by the debt rate, up, and receives by the supply rate, down', () => {
		const given = market(50_000n, {
			reserves: [
				reserve('XLM', 0, {}, { bRate: rate12(1_100_000_000_007n) }),
				reserve('USDC', 1, {}, { dRate: rate12(1_200_000_000_007n) })
			]
		});
		const { needs } = outlook(given, 200);
		expect(needs.bid).toEqual([{ asset: 'USDC', amount: 2_484_000_001n }]);
		expect(needs.lot).toEqual([{ asset: 'XLM', amount: 34_724_250_000n }]);
	});

	test('buys each foreign debt exactly, then sells each lot, in one market', () => {
		const both = auction(
			{ USDC: 1_000_000_000n, XLM: 10_000_000_000n },
			{ XLM: 30_000_000_000n, EURC: 1_000_000_000n, USDC: 500_000_000n }
		);
		const { legs, swaps, economics } = outlook(market(50_000n), 250, { of: both });
		expect(swaps.map(({ token, route: id }) => [token, id])).toEqual([
			['XLM', 0],
			['EURC', 1]
		]);
		const [cash, bought] = legs.bid;
		expect(cash).toEqual({ asset: 'USDC', amount: 750_000_000n, cost: 750_000_000n });
		expect(bought?.amount).toBe(7_500_000_000n);
		const alone = outlook(market(50_000n), 250, {
			of: auction({ USDC: 1_000_000_000n }, { XLM: 30_000_000_000n })
		});
		const sold = legs.lot.find(({ asset }) => asset === 'XLM');
		expect(sold?.proceeds).toBeGreaterThan(alone.legs.lot[0]?.proceeds ?? 0n); // the purchase moved the price up
		expect(legs.lot.at(-1)).toEqual({
			asset: 'USDC',
			amount: 500_000_000n,
			proceeds: 500_000_000n
		});
		const proceeds = legs.lot.reduce((sum, leg) => sum + leg.proceeds, 0n);
		expect(economics.profit).toBe(proceeds - economics.spent);
	});

	test('keeps a lot that no route sells: it counts nothing as profit and all in the edge', () => {
		const dusty = auction({ USDC: 2_070_000_000n }, { EURC: 15n, XLM: 31_567_500_000n });
		const thin = market(50_000n, {
			pairs: new Map([
				['AMM-XLM', pairAt('XLM', 750_000n, 50_000n)],
				['AMM-EURC', { tokenA: 'EURC', tokenB: 'USDC', reserveA: 10n ** 12n, reserveB: 1n }]
			])
		});
		const { swaps, legs, economics } = outlook(thin, 200, { of: dusty });
		expect(swaps.map(({ token }) => token)).toEqual(['XLM']);
		expect(legs.lot[0]).toEqual({ asset: 'EURC', amount: 15n, proceeds: 0n });
		expect(economics.misses).toBeUndefined();
		const plain = outlook(thin, 200);
		expect(economics.profit).toBe(plain.economics.profit);
		expect(economics.edge).toBe(plain.economics.edge + 18n);
	});

	test('keeps dust of a token that it must also buy, and sells a cent of it', () => {
		const both = (dust: bigint) =>
			auction({ XLM: 30_000_000_000n }, { EURC: 4_000_000_000n, XLM: dust });
		const dusty = outlook(market(50_000n), 300, { of: both(10n) });
		expect(dusty.swaps.map(({ token }) => token)).toEqual(['XLM', 'EURC']);
		expect(dusty.legs.lot[1]).toEqual({ asset: 'XLM', amount: 10n, proceeds: 0n });
		expect(dusty.economics.misses).toBeUndefined();
		const proceeds = (dust: bigint) =>
			outlook(market(50_000n), 300, { of: both(dust) }).legs.lot[1]?.proceeds;
		expect(proceeds(1_333_320n)).toBe(0n);
		expect(proceeds(1_333_333n)).toBeGreaterThan(0n);
		const alone = auction({ USDC: 2_070_000_000n }, { EURC: 4_000_000_000n, XLM: 1_333_320n });
		expect(outlook(market(50_000n), 300, { of: alone }).legs.lot[1]?.proceeds).toBeGreaterThan(0n);
	});

	test('takes the route that pays best', () => {
		const two = market(50_000n, {
			routes: [route(0, 'XLM', 'AMM-XLM'), route(7, 'XLM', 'DEEP')],
			pairs: new Map([
				['AMM-XLM', pairAt('XLM', 750_000n, 5_000n)],
				['DEEP', pairAt('XLM', 750_000n, 500_000n)]
			])
		});
		expect(outlook(two, 200).swaps).toEqual([{ token: 'XLM', route: 7, weightBps: 10_000 }]);
		const debt = auction({ XLM: 1_000_000_000n }, { USDC: 2_000_000_000n });
		expect(outlook(two, 200, { of: debt }).swaps[0]?.route).toBe(7);
	});

	test('uses the swaps it is given, weights and all', () => {
		const two = market(50_000n, {
			routes: [route(0, 'XLM', 'AMM-XLM'), route(7, 'XLM', 'OTHER')],
			pairs: new Map([
				['AMM-XLM', pairAt('XLM', 750_000n, 5_000n)],
				['OTHER', pairAt('XLM', 750_000n, 5_000n)]
			])
		});
		const halves = [
			{ token: 'XLM', route: 0, weightBps: 5000 },
			{ token: 'XLM', route: 7, weightBps: 5000 }
		];
		const split = fillOutlook(two, PLAIN, 100, START_LEDGER + 200, NONE, halves);
		if (!split.ok) throw new Error('expected an outlook');
		expect(split.value.economics.profit).toBeGreaterThan(outlook(two, 200).economics.profit);
		expect(split.value.economics.misses).toBeUndefined();
		expect(outlook(two, 200).economics.misses).toBe('edge');
	});
});

describe('what stands in the way is named', () => {
	const given = market(50_000n);
	test('before the start, and without a lot', () => {
		expect(obstacle(given, -1)).toEqual({ kind: 'not-started' });
		expect(obstacle(given, 0)).toEqual({ kind: 'empty-lot' });
	});
	test('a missing price, of USDC too', () => {
		for (const asset of ['USDC', 'XLM']) {
			const prices = new Map([...given.prices].filter(([name]) => name !== asset));
			expect(obstacle({ ...given, prices }, 200)).toEqual({ kind: 'no-price', asset });
		}
	});
	test('an asset outside the pool', () => {
		const foreign = auction({ USDC: 1n }, { YUSD: 10n });
		expect(obstacle(given, 200, foreign)).toEqual({ kind: 'unknown-reserve' });
	});
	test('a debt that no route buys', () => {
		const debt = auction({ EURC: 1_000_000_000n }, { XLM: 10_000_000_000n });
		const unrouted = { ...given, routes: [route(0, 'XLM', 'AMM-XLM')] };
		expect(obstacle(unrouted, 200, debt)).toEqual({ kind: 'route-missing', asset: 'EURC' });
	});
	test('a route without its venue', () => {
		const blind = [{ token: 'XLM', route: 0, weightBps: 10_000 }];
		const lost = { ...given, pairs: new Map() };
		const result = fillOutlook(lost, PLAIN, 100, START_LEDGER + 200, NONE, blind);
		expect(result).toEqual({
			ok: false,
			error: { kind: 'route-refuses', asset: 'XLM', reason: 'unknown-venue' }
		});
	});
	test('more events than one transaction holds', () => {
		const wide = { ...given, routes: [route(0, 'XLM', 'AMM-XLM', 15_000)] };
		expect(obstacle(wide, 200)).toEqual({ kind: 'too-many-legs', eventBytes: 17_880 });
	});
	test('bad debts that only a whole fill can make', () => {
		const given = market(50_000n, { routes: [route(0, 'XLM', 'AMM-XLM', 14_020)] });
		expect(obstacle(given, 250)).toEqual({ kind: 'too-many-legs', eventBytes: 16_900 });
		expect(outlook(given, 250, { percent: 99 }).economics.misses).toBeUndefined();
		expect(obstacle({ ...given, maxPositions: 1 }, 250)).toBeUndefined();
	});
	test('a cost above what may be spent', () => {
		const poor = { ...given, spendLimit: usdc(2_069_999_999n) };
		expect(obstacle(poor, 200)).toEqual({
			kind: 'over-spend-limit',
			spent: 2_070_000_000n,
			limit: 2_069_999_999n,
			by: { kind: 'means' }
		});
		expect(obstacle(poor, 201)).toBeUndefined();
	});
	test('a cost above the cap of the pool, or of an asset on either side; a cap of another asset is none', () => {
		const cap = usdc(2_069_999_999n);
		const capped = (asset: string) => ({
			...given,
			caps: { pool: undefined, assets: new Map([[asset, cap]]) }
		});
		for (const asset of ['USDC', 'XLM']) {
			expect(obstacle(capped(asset), 200)).toMatchObject({
				limit: cap,
				by: { kind: 'asset-cap', asset }
			});
		}
		expect(obstacle(capped('EURC'), 200)).toBeUndefined();
		const pooled = { ...given, caps: { pool: cap, assets: new Map() } };
		expect(obstacle(pooled, 200)).toMatchObject({ limit: cap, by: { kind: 'pool-cap' } });
		expect(affordablePercent(pooled, PLAIN, START_LEDGER + 200)).toBe(99);
	});
});

describe('the affordable percent', () => {
	const both = auction({ USDC: 2_070_000_001n, XLM: 10_000_000_007n }, { EURC: 10n ** 10n });
	test('is the largest whose cost fits', () => {
		fc.assert(
			fc.property(
				fc.bigInt({ min: 0n, max: 3_000_000_000n }),
				fc.integer({ min: 1, max: 420 }),
				(limit, age) => {
					const given = market(50_000n, { spendLimit: usdc(limit) });
					const most = affordablePercent(given, both, START_LEDGER + age);
					const fits = (percent: number) =>
						fillOutlook(given, both, percent, START_LEDGER + age, NONE).ok;
					if (most !== undefined) expect(fits(most)).toBe(true);
					if (most !== 100) expect(fits((most ?? 0) + 1)).toBe(false);
				}
			),
			{ numRuns: 200 }
		);
	});
	test('is what the venues can sell of a debt', () => {
		const debt = auction({ EURC: 10n ** 13n }, { XLM: 10n ** 15n });
		const most = affordablePercent(market(50_000n), debt, START_LEDGER + 200);
		expect(most).toBe(4); // of 1,000,000 EURC a pair with 43,478 sells at most that much
		expect(outlook(market(50_000n), 200, { of: debt, percent: 4 }).needs.bid[0]?.amount).toBe(
			400_000_000_000n
		);
	});
	test('is all of it once the bid is free', () => {
		const broke = market(50_000n, { spendLimit: usdc(0n) });
		expect(affordablePercent(broke, both, START_LEDGER + 399)).toBeUndefined();
		expect(affordablePercent(broke, both, START_LEDGER + 400)).toBe(100);
	});
});

describe('the earliest fill', () => {
	const firstPassing = (given: FillMarket): number =>
		Array.from({ length: 401 }, (_, age) => age).find((age) => {
			const result = fillOutlook(given, PLAIN, 100, START_LEDGER + age, NONE);
			return result.ok && result.value.economics.misses === undefined;
		}) ?? -1;

	test.each([5_000n, 50_000n, 250_000n, 5_000_000n])(
		'is the first age that passes, %s USDC deep',
		(depth) => {
			const given = market(depth);
			const fill = earliestFill(given, PLAIN, 0, NONE);
			if (fill.kind === 'never') throw new Error('expected a fill');
			expect(fill.ledger - START_LEDGER).toBe(firstPassing(given));
			expect(fill.outlook.percent).toBe(100);
		}
	);

	test('of a deep market is soon after the margin is reached', () => {
		const fill = earliestFill(market(5_000_000n), PLAIN, 0, NONE);
		expect(fill).toMatchObject({ kind: 'at', ledger: START_LEDGER + 179 });
	});

	test('never lies before the ledger asked for', () => {
		const fill = earliestFill(market(50_000n), PLAIN, START_LEDGER + 300, NONE);
		expect(fill).toMatchObject({ kind: 'at', ledger: START_LEDGER + 300 });
		const late = earliestFill(market(50_000n), PLAIN, START_LEDGER + 900, NONE);
		expect(late).toMatchObject({ kind: 'at', ledger: START_LEDGER + 900 });
	});

	test('waits for the profit the order asks', () => {
		const fill = earliestFill(market(50_000n), PLAIN, 0, usdc(500_000_000n));
		if (fill.kind === 'never') throw new Error('expected a fill');
		expect(fill.outlook.economics.profit).toBeGreaterThanOrEqual(500_000_000n);
		expect(outlook(market(50_000n), fill.outlook.age - 1).economics.profit).toBeLessThan(
			500_000_000n
		);
	});

	test('is partial when the money does not reach', () => {
		const fill = earliestFill(
			market(50_000n, { spendLimit: usdc(1_000_000_000n) }),
			PLAIN,
			0,
			NONE
		);
		if (fill.kind === 'never') throw new Error('expected a fill');
		expect(fill.outlook.percent).toBe(48);
		expect(fill.outlook.economics.spent).toBeLessThanOrEqual(1_000_000_000n);
	});

	test('of a worthless lot never comes, and says what was missing last', () => {
		const dust = auction({ USDC: 2_070_000_000n }, { XLM: 10n });
		expect(earliestFill(market(50_000n), dust, 0, NONE)).toMatchObject({
			kind: 'never',
			last: { economics: { misses: 'minimum' } }
		});
		expect(earliestFill(market(50_000n, { prices: new Map() }), PLAIN, 0, NONE)).toEqual({
			kind: 'never',
			last: { kind: 'no-price', asset: 'USDC' }
		});
	});
});
