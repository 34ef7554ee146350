import { expect, test } from 'vitest';
import { market, PLAIN, START_LEDGER } from '../../../tests/fixtures/fill-case.ts';
import { auctionCurve, type AuctionCurve } from './auction-curve.ts';

function curve(depth: bigint | undefined, age = 0): AuctionCurve {
	const result = auctionCurve(market(depth ?? 50_000n), PLAIN, START_LEDGER + age);
	if (!result.ok) throw new Error(`expected a curve, found ${result.error.kind}`);
	return result.value;
}

test('the lot rises for 200 ledgers, then the bid falls for 200', () => {
	const { points } = curve(undefined);
	expect(points).toHaveLength(41);
	expect(points[0]?.lot).toBe(0n);
	const lots = points.map(({ lot }) => lot);
	const bids = points.map(({ bid }) => bid);
	expect(lots.slice(20).every((lot) => lot === lots[20])).toBe(true);
	expect(bids.slice(0, 21).every((bid) => bid === bids[0])).toBe(true);
	expect(bids.at(-1)).toBe(0n);
});

test('the crossing of the lines is break-even, and the vault waits a few ledgers more', () => {
	const { points, breakEven, firstFill, firstProfit } = curve(undefined);
	const around = (age: number) => points.find((point) => point.age === age);
	const below = around(170);
	const above = around(180);
	expect(below && below.lot < below.bid).toBe(true);
	expect(above && above.lot > above.bid).toBe(true);
	expect(breakEven).toBeGreaterThan(170);
	expect(breakEven).toBeLessThanOrEqual(180);
	expect(firstFill).toBe(180);
	expect(firstProfit).toBeGreaterThan(0n);
});

test('a thinner market moves break-even back', () => {
	expect(curve(5_000n).breakEven).toBeGreaterThan(curve(50_000n).breakEven ?? 400);
});

test('once the age is past it, the first fill is now', () => {
	expect(curve(undefined, 230).firstFill).toBe(230);
});

test('a debt that no route buys has no curve', () => {
	const given = market(50_000n);
	const foreign = { ...PLAIN, bid: new Map([...PLAIN.lot.keys()].map((asset) => [asset, 1_000n])) };
	const result = auctionCurve({ ...given, routes: [] }, foreign, START_LEDGER);
	expect(result).toMatchObject({ ok: false, error: { kind: 'route-missing' } });
});
