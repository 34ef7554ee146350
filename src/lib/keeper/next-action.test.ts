import { describe, expect, test } from 'vitest';
import type { AuctionData } from '#lib/blend/auction.ts';
import { price } from '#lib/math/amount.ts';
import { positions } from '../../../tests/fixtures/blend-case.ts';
import { PLAIN, START_LEDGER } from '../../../tests/fixtures/fill-case.ts';
import { view } from '../../../tests/fixtures/keeper-case.ts';
import type { Account, Book } from './book.ts';
import { decide } from './decide.ts';
import { sightingOf } from './feed.ts';
import { nextAction } from './next-action.ts';
import type { Snapshot } from './phase.ts';
import { DEFAULT_POLICY } from './policy.ts';
import { scan } from './scan.ts';
import { situationOf } from './situation.ts';
import type { LedgerView } from './view.ts';

/** 5,000 XLM against 300 USDC: at 0.075 the health factor is 0.89. */
const RISKY = positions({ 0: 50_000_000_000n }, { 1: 3_000_000_000n });
const SAFE = positions({ 0: 50_000_000_000n }, { 1: 1_000_000_000n });
const open = (auction: AuctionData): Account => ({ positions: RISKY, auction });
const quiet = (held = SAFE): Account => ({ positions: held, auction: undefined });
const at = (age: number): LedgerView => view({ ledger: START_LEDGER + age });

/** What an engine would publish of these accounts. */
function snapshot(given: LedgerView, accounts: Readonly<Record<string, Account>>): Snapshot {
	const situation = situationOf(given);
	const book: Book = new Map(Object.entries(accounts));
	const decisions = new Map(
		scan(book, situation).map((found) => [found.user, decide(found, situation, DEFAULT_POLICY)])
	);
	return {
		seq: 1,
		phase: { kind: 'scanning' },
		ledger: given.ledger,
		closedAt: given.closedAt,
		accounts: [...book].map(([user, account]) => ({
			...sightingOf(user, account, situation),
			decision: decisions.get(user)
		}))
	};
}

test('without an account there is nothing to do, and no lowest health factor', () => {
	expect(nextAction(snapshot(view(), {}))).toEqual({
		kind: 'none',
		checked: 0,
		lowest: undefined
	});
});
test('while all are safe it names the closest to liquidation', () => {
	const near = positions({ 0: 50_000_000_000n }, { 1: 2_000_000_000n });
	const action = nextAction(snapshot(view(), { A: quiet(), B: quiet(near), C: quiet() }));
	expect(action).toMatchObject({ kind: 'none', checked: 3, lowest: { user: 'B' } });
});
describe('an auction', () => {
	test('is planned for the ledger in which it pays, with the numbers of that ledger', () => {
		const action = nextAction(snapshot(at(167), { A: open(PLAIN) }));
		expect(action).toMatchObject({ kind: 'fill', user: 'A', ledgersLeft: 12, age: 167 });
		if (action.kind !== 'fill') throw new Error('no fill');
		expect(action.outlook.age).toBe(179);
		expect(action.outlook.economics.misses).toBeUndefined();
	});
	test('that pays now has no ledger left to wait', () => {
		expect(nextAction(snapshot(at(200), { A: open(PLAIN) }))).toMatchObject({
			kind: 'fill',
			ledgersLeft: 0,
			age: 200
		});
	});
	test('that does not count yet is said to start', () => {
		expect(nextAction(snapshot(at(-1), { A: open(PLAIN) }))).toEqual({ kind: 'starts', user: 'A' });
	});
	test('that no price lets fill is held up', () => {
		const base = at(167);
		const prices = new Map(base.pool.prices);
		prices.set('XLM', { value: price(750_000n), at: base.closedAt - 5_000 });
		const stale = { ...base, pool: { ...base.pool, prices } };
		expect(nextAction(snapshot(stale, { A: open(PLAIN) }))).toEqual({
			kind: 'held-up',
			user: 'A'
		});
	});
});
test('a liquidatable position is created before an auction that pays later, and after one that pays now', () => {
	const risky = quiet(RISKY);
	expect(nextAction(snapshot(at(167), { A: open(PLAIN), B: risky }))).toMatchObject({
		kind: 'create',
		user: 'B'
	});
	expect(nextAction(snapshot(at(200), { A: open(PLAIN), B: risky }))).toMatchObject({
		kind: 'fill',
		user: 'A'
	});
});
test('of two auctions the one that pays earlier comes first', () => {
	const later = { ...PLAIN, startLedger: START_LEDGER + 3 };
	const action = nextAction(snapshot(at(170), { A: open(later), B: open(PLAIN) }));
	expect(action).toMatchObject({ kind: 'fill', user: 'B' });
});
