import { expect, test } from 'vitest';
import { price } from '#lib/math/amount.ts';
import { positions, reserve } from '../../../tests/fixtures/blend-case.ts';
import { PLAIN } from '../../../tests/fixtures/fill-case.ts';
import type { Book } from './book.ts';
import { byFactor, positionFacts } from './position-facts.ts';

const RESERVES = [reserve('XLM', 0), reserve('USDC', 1, { lFactor: 10_000_000 })];
const prices = (xlm: bigint | undefined) => ({
	decimals: 7,
	of: new Map([
		['USDC', price(10_000_000n)],
		...(xlm === undefined ? [] : ([['XLM', price(xlm)]] as const))
	])
});
/** 1,000 XLM of collateral at a factor of 0.75. */
const owing = (debt: bigint, auction = undefined as typeof PLAIN | undefined) => ({
	positions: positions({ 0: 10_000_000_000n }, debt === 0n ? {} : { 1: debt }),
	auction
});
const book: Book = new Map([
	['safe', owing(500_000_000n)],
	['edge', owing(750_000_000n)],
	['low', owing(1_000_000_000n, PLAIN)]
]);

test('factors follow from prices, and only below 1.0 is a position liquidatable', () => {
	const facts = positionFacts(book, RESERVES, prices(1_000_000n)).toSorted(byFactor);
	expect(facts.map(({ user, factor, isLiquidatable }) => [user, factor, isLiquidatable])).toEqual([
		['low', 7_500_000n, true],
		['edge', 10_000_000n, false],
		['safe', 15_000_000n, false]
	]);
	expect(facts[0]?.auctionFrom).toBe(PLAIN.startLedger);
});

test('without a price nobody knows, and it stands at the end', () => {
	const known: Book = new Map([
		...book,
		['cash', { positions: positions({ 1: 1n }, { 1: 1n }), auction: undefined }]
	]);
	const facts = positionFacts(known, RESERVES, prices(undefined)).toSorted(byFactor);
	expect(facts[0]?.user).toBe('cash');
	expect(facts.slice(1).every(({ factor }) => factor === undefined)).toBe(true);
	expect(facts.slice(1).some(({ isLiquidatable }) => isLiquidatable)).toBe(false);
});

test('who owes nothing is not on the list', () => {
	const paid: Book = new Map([['paid', owing(0n)]]);
	expect(positionFacts(paid, RESERVES, prices(1_000_000n))).toEqual([]);
});
