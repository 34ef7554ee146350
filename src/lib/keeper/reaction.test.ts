import { expect, test } from 'vitest';
import { stroops } from '#lib/math/amount.ts';
import type { Action } from './action.ts';
import type { Decision } from './decision.ts';
import type { FeedItem, Sighting } from './feed.ts';
import type { LogLine } from './log-line.ts';
import { medianReaction } from './reaction.ts';

const sighting: Sighting = {
	user: 'A',
	state: 'liquidatable',
	health: undefined,
	decimals: 7,
	auctionFrom: 1
};
const decided = (user: string, ledger: number): FeedItem => ({
	kind: 'decided',
	ledger,
	sighting: { ...sighting, user },
	decision: { kind: 'fill', user } as Decision
});
const lost = (user: string, ledger: number, sent = true): FeedItem => ({
	kind: 'outcome',
	ledger,
	hash: sent ? 'h' : undefined,
	action: { kind: 'fill', order: { user } } as Action,
	outcome: { kind: 'outcompeted', fee: stroops(1n) }
});
/** As a report has them: newest first. */
const log = (...items: readonly FeedItem[]): readonly LogLine[] =>
	items.map((item, seq) => ({ seq, item, repeated: 1 })).toReversed();

test('before the first answer there is none', () => {
	expect(medianReaction([])).toBeUndefined();
	expect(medianReaction(log(decided('A', 10)))).toBeUndefined();
});
test('counts from the decision to the answer', () => {
	expect(medianReaction(log(decided('A', 10), lost('A', 12)))).toBe(2);
});
test('is the one in the middle, the better of two', () => {
	const items = [1, 9, 3].flatMap((n) => [decided(`U${n}`, 10), lost(`U${n}`, 10 + n)]);
	expect(medianReaction(log(...items))).toBe(3);
	expect(medianReaction(log(...items.slice(0, 4)))).toBe(1);
});
test('what was never sent is no reaction, and an answer without its decision tells nothing', () => {
	expect(medianReaction(log(decided('A', 10), lost('A', 11, false)))).toBeUndefined();
	expect(medianReaction(log(lost('A', 11)))).toBeUndefined();
});
