import { expect, test } from 'vitest';
import { append, isDue, startJournal } from './journal.ts';

const policy = { maxRequests: 3, maxSize: 10 };

test('a snapshot is due after as many requests as the policy allows', () => {
	const two = append(append(startJournal(new Uint8Array()), 'a'), 'b');
	expect(isDue(two, policy)).toBe(false);
	expect(isDue(append(two, 'c'), policy)).toBe(true);
});

test('a snapshot is due when the requests are as long as the policy allows', () => {
	const journal = append(startJournal(new Uint8Array()), 'x'.repeat(9));
	expect(isDue(journal, policy)).toBe(false);
	expect(isDue(append(journal, 'x'), policy)).toBe(true);
});

test('appending keeps the order and leaves the older journal as it was', () => {
	const base = startJournal(new Uint8Array([1]));
	const later = append(append(base, 'a'), 'b');
	expect(later.bodies).toEqual(['a', 'b']);
	expect(base.bodies).toEqual([]);
	expect(later.base).toBe(base.base);
});
