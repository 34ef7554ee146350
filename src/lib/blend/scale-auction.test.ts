import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dTokens, rate12, underlying } from '#lib/math/amount.ts';
import { auctionAge, auctionKind, type AuctionData } from './auction.ts';
import { bTokensCeil, bTokensFloor, dTokensCeil, dTokensFloor } from './convert.ts';
import { exactRepay } from './exact-repay.ts';
import { ImpossibleFillError, scaleAuction } from './scale-auction.ts';

const START = 1000;
const auction = (
	bid: Readonly<Record<string, bigint>>,
	lot: Readonly<Record<string, bigint>>
): AuctionData => ({
	bid: new Map(Object.entries(bid)),
	lot: new Map(Object.entries(lot)),
	startLedger: START
});
const at = (data: AuctionData, age: number, percent = 100) => {
	const scaled = scaleAuction(data, percent, START + age);
	return {
		bid: Object.fromEntries(scaled.bid),
		lot: Object.fromEntries(scaled.lot),
		remaining: scaled.remaining && {
			bid: Object.fromEntries(scaled.remaining.bid),
			lot: Object.fromEntries(scaled.remaining.lot),
			startLedger: scaled.remaining.startLedger
		}
	};
};

describe('the curve', () => {
	const plain = auction({ D: 2070000000n }, { C: 31567500000n });
	test.each([
		[0, 2070000000n, undefined],
		[1, 2070000000n, 157837500n],
		[100, 2070000000n, 15783750000n],
		[175, 2070000000n, 27621562500n],
		[178, 2070000000n, 28095075000n],
		[200, 2070000000n, 31567500000n],
		[201, 2059650000n, 31567500000n],
		[250, 1552500000n, 31567500000n],
		[300, 1035000000n, 31567500000n],
		[399, 10350000n, 31567500000n],
		[400, undefined, 31567500000n],
		[450, undefined, 31567500000n],
		[500, undefined, 31567500000n]
	])('at age %s', (age, bid, lot) => {
		expect(at(plain, age)).toEqual({
			bid: bid === undefined ? {} : { D: bid },
			lot: lot === undefined ? {} : { C: lot },
			remaining: undefined
		});
	});

	test.each([
		[40, 828000000n, 11238030000n, 1242000000n, 18940500000n],
		[33, 683100000n, 9271374750n, 1386900000n, 21150225000n]
	])('%s %% at age 178 leaves the rest unscaled, on the same clock', (percent, bid, lot, d, c) => {
		expect(at(plain, 178, percent)).toEqual({
			bid: { D: bid },
			lot: { C: lot },
			remaining: { bid: { D: d }, lot: { C: c }, startLedger: START }
		});
	});
});

describe('odd amounts', () => {
	const odd = auction({ D: 1000000001n }, { C: 999999999n, K: 150n });
	const rest = { bid: { D: 670000000n }, lot: { C: 670000000n, K: 101n }, startLedger: START };
	test.each([
		[1, { D: 330000001n }, { C: 1649999n }],
		[77, { D: 330000001n }, { C: 127049999n, K: 18n }],
		[299, { D: 166650001n }, { C: 329999999n, K: 49n }],
		[400, {}, { C: 329999999n, K: 49n }]
	])('33 %% at age %s', (age, bid, lot) => {
		expect(at(odd, age, 33)).toEqual({ bid, lot, remaining: rest });
	});
	test('all of it at age 399', () => {
		expect(at(odd, 399)).toEqual({
			bid: { D: 5000001n },
			lot: { C: 999999999n, K: 150n },
			remaining: undefined
		});
	});
});

test('fills seen on mainnet', () => {
	const liquidation = auction({ USDC: 2551564716n }, { XLM: 20032300369n });
	expect(at(liquidation, 178)).toMatchObject({
		bid: { USDC: 2551564716n },
		lot: { XLM: 17828747328n }
	});
	const interest = auction({ LP: 10167463475n }, { USDC: 2010460825n, EURC: 144500276n });
	expect(at(interest, 235).bid).toEqual({ LP: 8388157367n });
});

test('a fill in the creation ledger, or of an impossible percent, is a bug of the caller', () => {
	const plain = auction({ D: 1n }, { C: 1n });
	expect(auctionAge(plain, START - 1)).toBe(-1);
	expect(() => scaleAuction(plain, 100, START - 1)).toThrow(ImpossibleFillError);
	for (const percent of [0, 101, 0.5])
		expect(() => scaleAuction(plain, percent, START)).toThrow(ImpossibleFillError);
});

test('partial fills in a row never move more than the whole, and round against each filler', () => {
	fc.assert(
		fc.property(
			fc.bigInt({ min: 1n, max: 10n ** 18n }),
			fc.bigInt({ min: 1n, max: 10n ** 18n }),
			fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 8 }),
			fc.integer({ min: 1, max: 399 }),
			(d, c, percents, age) => {
				let left: AuctionData | undefined = auction({ D: d }, { C: c });
				let bid = 0n;
				let lot = 0n;
				for (const percent of [...percents, 100]) {
					if (left === undefined) break;
					const scaled = scaleAuction(left, percent, START + age);
					bid += scaled.bid.get('D') ?? 0n;
					lot += scaled.lot.get('C') ?? 0n;
					left = scaled.remaining;
				}
				const whole = scaleAuction(auction({ D: d }, { C: c }), 100, START + age);
				expect(left).toBeUndefined();
				expect(bid).toBeGreaterThanOrEqual(whole.bid.get('D') ?? 0n);
				expect(lot).toBeLessThanOrEqual(whole.lot.get('C') ?? 0n);
			}
		)
	);
});

describe('repayment', () => {
	const rate = rate12(1228743739744n);
	test('burns exactly the debt; one unit less leaves one', () => {
		const repay = exactRepay(dTokens(2551564716n), rate);
		expect(repay).toBe(3135219172n);
		expect(dTokensFloor(repay, rate)).toBe(2551564716n);
		expect(dTokensFloor(underlying(repay - 1n), rate)).toBe(2551564715n);
	});
	test('every conversion to tokens rounds as its name says', () => {
		const amount = fc.bigInt({ min: 0n, max: 10n ** 20n });
		const anyRate = fc.bigInt({ min: 10n ** 12n, max: 10n ** 13n });
		fc.assert(
			fc.property(amount, anyRate, (raw, r) => {
				const exact = raw * 10n ** 12n;
				for (const [up, down] of [
					[dTokensCeil, dTokensFloor],
					[bTokensCeil, bTokensFloor]
				] as const) {
					expect(up(underlying(raw), rate12(r)) * r).toBeGreaterThanOrEqual(exact);
					expect(down(underlying(raw), rate12(r)) * r).toBeLessThanOrEqual(exact);
				}
			})
		);
	});
});

test('auction kinds by number', () => {
	expect([0, 1, 2, 3].map(auctionKind)).toEqual([
		'userLiquidation',
		'badDebt',
		'interest',
		undefined
	]);
});
