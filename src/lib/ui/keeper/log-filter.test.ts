import { expect, test } from 'vitest';
import type { LogItem, LogLine } from '#lib/keeper/log-line.ts';
import { announcement, FILTERS, shown } from './log-filter.ts';

const checked = (ledger: number): LogItem => ({ kind: 'checked', ledger, positions: 3 });
const trouble = (ledger: number): LogItem => ({
	kind: 'trouble',
	ledger,
	error: { kind: 'unreachable', detail: 'x' }
});
const unreadable = (ledger: number): LogItem => ({ kind: 'unreadable', ledger, details: [] });
/** Newest first, as given. */
const log = (...items: readonly LogItem[]): readonly LogLine[] =>
	items.map((item, index) => ({ seq: items.length - index, item, repeated: 1 }));

test('each line belongs to exactly one filter beside “all”', () => {
	const lines = log(checked(9), trouble(9), unreadable(8));
	const parts = FILTERS.filter(({ value }) => value !== 'all').flatMap(({ value }) =>
		shown(lines, value)
	);
	expect(parts).toHaveLength(lines.length);
	expect(shown(lines, 'all')).toEqual(lines);
	expect(shown(lines, 'trouble').map(({ item }) => item.kind)).toEqual(['trouble', 'unreadable']);
});
test('of the newest ledger the heaviest line is read out, and no other', () => {
	expect(announcement(log(checked(9), unreadable(9), trouble(9), trouble(8)))?.item).toEqual(
		trouble(9)
	);
});
test('a quiet ledger is not read out, whatever came before', () => {
	expect(announcement(log(checked(9), trouble(8)))).toBeUndefined();
	expect(announcement(log(trouble(8), checked(9)))).toBeUndefined();
	expect(announcement([])).toBeUndefined();
});
test('a line that was told again stands at its last ledger', () => {
	const lines = shown(log(trouble(8), checked(9), unreadable(8)), 'all');
	expect(lines.map(({ item }) => item.kind)).toEqual(['checked', 'trouble', 'unreadable']);
});
