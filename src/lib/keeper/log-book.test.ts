import { expect, test } from 'vitest';
import type { Decision } from './decision.ts';
import { LogBook } from './log-book.ts';
import { INITIAL, type AccountRow, type Snapshot } from './phase.ts';

const wait = (user: string, ledger: number): Decision => ({
	kind: 'skip',
	user,
	reason: { kind: 'out-of-xlm', needed: BigInt(ledger), spendable: 0n }
});
const row = (user: string, decision: Decision | undefined): AccountRow => ({
	...{ user, state: 'safe', health: undefined, decimals: 7, auctionFrom: undefined },
	decision
});
const snapshot = (ledger: number, accounts: readonly AccountRow[]): Snapshot => ({
	...INITIAL,
	ledger,
	accounts
});
const kinds = (book: LogBook) => book.lines.map(({ item, repeated }) => [item.kind, repeated]);

test('the same reason ledger after ledger is one line with a count and the newest numbers', () => {
	const book = new LogBook();
	for (const ledger of [10, 11, 12]) {
		book.evaluated(snapshot(ledger, [row('A', wait('A', ledger)), row('B', wait('B', ledger))]));
	}
	expect(kinds(book)).toEqual([
		['decided', 3],
		['decided', 3]
	]);
	const [newest] = book.lines;
	expect(newest?.item).toMatchObject({ ledger: 12, decision: { reason: { needed: 12n } } });
});

test('another reason is another line', () => {
	const book = new LogBook();
	book.evaluated(snapshot(10, [row('A', wait('A', 10))]));
	const other: Decision = { kind: 'skip', user: 'A', reason: { kind: 'vault-not-open' } };
	book.evaluated(snapshot(11, [row('A', other)]));
	book.evaluated(snapshot(12, [row('A', wait('A', 12))]));
	expect(kinds(book)).toEqual([
		['decided', 1],
		['decided', 1],
		['decided', 1]
	]);
});

test('nothing to decide is a line too, with the number of positions checked', () => {
	const book = new LogBook();
	const safe = [row('A', undefined), row('B', undefined)];
	book.evaluated(snapshot(10, safe));
	book.evaluated(snapshot(11, safe));
	expect(book.lines).toEqual([
		{ seq: 1, item: { kind: 'checked', ledger: 11, positions: 2 }, repeated: 2 }
	]);
});

test('a quiet time after something to decide is told anew', () => {
	const book = new LogBook();
	book.evaluated(snapshot(10, [row('A', undefined)]));
	book.evaluated(snapshot(11, [row('A', wait('A', 11))]));
	book.evaluated(snapshot(12, [row('A', undefined)]));
	expect(kinds(book)).toEqual([
		['checked', 1],
		['decided', 1],
		['checked', 1]
	]);
});

test('a ledger seen twice counts once', () => {
	const book = new LogBook();
	book.evaluated(snapshot(10, []));
	book.evaluated(snapshot(10, []));
	expect(kinds(book)).toEqual([['checked', 1]]);
});

test('keeps a few hundred lines, and numbers that only rise', () => {
	const book = new LogBook();
	for (let ledger = 1; ledger <= 400; ledger += 1) {
		book.tell({ kind: 'unreadable', ledger, details: [] });
	}
	expect(book.lines).toHaveLength(300);
	expect(book.lines[0]).toMatchObject({ seq: 400, item: { ledger: 400 } });
});
