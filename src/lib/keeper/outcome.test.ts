import { describe, expect, test } from 'vitest';
import type { AuctionData } from '#lib/blend/auction.ts';
import { stroops, usdc } from '#lib/math/amount.ts';
import { positions } from '../../../tests/fixtures/blend-case.ts';
import { auction, PLAIN } from '../../../tests/fixtures/fill-case.ts';
import type { Action } from './action.ts';
import type { Account } from './book.ts';
import { explainOutcome } from './explain.ts';
import { outcomeOfError, outcomeOfFate } from './outcome.ts';
import type { PreparedAction, TransactionFate } from './ports.ts';
import type { RefusalKind } from './refusal.ts';

const FILL: Action = {
	kind: 'fill',
	order: { pool: 'P', auctionType: 0, user: 'U', percent: 100, swaps: [], minProfit: usdc(0n) }
};
const CREATE: Action = {
	kind: 'create',
	pool: 'P',
	user: 'U',
	legs: { bid: ['USDC'], lot: ['XLM'] },
	percent: 70
};
const sent = (action: Action): PreparedAction => ({
	action,
	hash: 'h',
	envelope: 'e',
	maxFee: stroops(100n),
	sequence: 2n,
	maxLedger: 1_003,
	maxTime: 0,
	receipt: undefined
});
const account = (open?: AuctionData): Account => ({
	positions: positions({}, {}),
	auction: open
});
const failed = (kind: RefusalKind): TransactionFate => ({
	kind: 'failed',
	ledger: 1_001,
	feeCharged: stroops(77n),
	refusal: { kind, detail: 'd' }
});
const fateOf = (
	action: Action,
	fate: TransactionFate,
	before: Account | undefined,
	after: Account | undefined,
	ledger = 1_001
) => outcomeOfFate(sent(action), fate, ledger, { sequence: 1n }, before, after);

describe('a failed fill', () => {
	test('whose auction is gone was outcompeted, whatever the code says', () => {
		for (const kind of ['auction-gone', 'trap', 'unknown-code'] as const) {
			expect(fateOf(FILL, failed(kind), account(PLAIN), undefined)).toEqual({
				kind: 'outcompeted',
				fee: 77n
			});
		}
	});
	test('whose auction became smaller, or another one, was outcompeted', () => {
		const smaller = auction({ USDC: 1n }, { XLM: 1n });
		const other = { ...PLAIN, startLedger: PLAIN.startLedger + 5 };
		for (const now of [smaller, other]) {
			expect(fateOf(FILL, failed('profit-too-low'), account(PLAIN), account(now))).toMatchObject({
				kind: 'outcompeted'
			});
		}
	});
	test('whose auction is gone while the position is as it was was deleted, and nobody was faster', () => {
		const held = positions({ 0: 10n }, { 1: 5n });
		const before = { positions: held, auction: PLAIN };
		const deleted = { positions: positions({ 0: 10n }, { 1: 5n }), auction: undefined };
		expect(fateOf(FILL, failed('auction-gone'), before, deleted)).toMatchObject({
			kind: 'rejected',
			refusal: { kind: 'auction-gone' }
		});
		for (const left of [positions({ 0: 9n }, { 1: 5n }), positions({ 0: 10n }, {})]) {
			const filled = { positions: left, auction: undefined };
			expect(fateOf(FILL, failed('auction-gone'), before, filled)).toMatchObject({
				kind: 'outcompeted'
			});
		}
	});
	test('with the auction as it was missed the floors, or was rejected', () => {
		const same = account(PLAIN);
		expect(fateOf(FILL, failed('profit-too-low'), same, same)).toEqual({
			kind: 'not-profitable',
			fee: 77n
		});
		expect(fateOf(FILL, failed('expired'), same, same)).toMatchObject({
			kind: 'rejected',
			refusal: { kind: 'expired' }
		});
	});
});

describe('a failed creation', () => {
	test('with an auction there was somebody else’s', () => {
		expect(fateOf(CREATE, failed('trap'), account(), account(PLAIN))).toMatchObject({
			kind: 'created-by-other'
		});
	});
	test('that a rival created and filled meanwhile is still told by its code', () => {
		expect(fateOf(CREATE, failed('auction-in-progress'), account(), undefined)).toMatchObject({
			kind: 'created-by-other'
		});
	});
	test('of a position that recovered', () => {
		expect(fateOf(CREATE, failed('not-liquidatable'), account(), undefined)).toMatchObject({
			kind: 'not-liquidatable'
		});
	});
});

describe('a transaction nobody finds', () => {
	const missing = (oldestLedger: number): TransactionFate => ({ kind: 'not-found', oldestLedger });
	test('may still come while its bounds allow it', () => {
		expect(fateOf(FILL, missing(1), account(PLAIN), account(PLAIN), 1_001)).toBeUndefined();
	});
	test('has expired once the last ledger that could hold it has closed', () => {
		expect(fateOf(FILL, missing(1), account(PLAIN), account(PLAIN), 1_002)).toEqual({
			kind: 'expired'
		});
	});
	const late = (sequence: bigint | undefined) =>
		outcomeOfFate(
			sent(FILL),
			missing(1_500),
			2_000,
			sequence === undefined ? undefined : { sequence },
			account(PLAIN),
			account(PLAIN)
		);
	test('is unknown if its number was used and the endpoint no longer keeps the ledgers it could be in', () => {
		expect(late(2n)).toEqual({ kind: 'unknown' });
	});
	test('has expired, however little the endpoint keeps, if its number was not used', () => {
		expect(late(1n)).toEqual({ kind: 'expired' });
	});
	test('has expired at once on a network that began anew: its account is gone or further behind', () => {
		for (const source of [undefined, { sequence: 0n }]) {
			const fate = outcomeOfFate(sent(FILL), missing(1), 10, source, undefined, undefined);
			expect(fate).toEqual({ kind: 'expired' });
		}
	});
});

test('what fails before it is sent costs nothing', () => {
	const refused = { kind: 'refused', refusal: { kind: 'profit-too-low', detail: 'd' } } as const;
	const same = account(PLAIN);
	expect(outcomeOfError(FILL, refused, same)).toEqual({ kind: 'not-profitable', fee: 0n });
	expect(outcomeOfError(FILL, { kind: 'try-again-later' }, same)).toMatchObject({
		kind: 'network'
	});
	expect(outcomeOfError(FILL, { kind: 'unacceptable', detail: 'x' }, same)).toEqual({
		kind: 'not-signed',
		detail: 'x'
	});
	expect(outcomeOfError(FILL, { kind: 'unreachable', detail: 'x' }, same)).toEqual({
		kind: 'network',
		detail: 'x'
	});
});

test('a lost race says that nothing but the fee was lost', () => {
	expect(explainOutcome({ kind: 'outcompeted', fee: stroops(81_245n) })).toBe(
		'outcompeted: another was faster; it cost the fee of 0.0081245 XLM and nothing else'
	);
});
