import { expect, test } from 'vitest';
import { Journal } from './journal.ts';

const policy = { minRequests: 3, bytesPerRequest: 10, minSize: 20 };

function filled(baseLength: number, bodies: readonly string[]): Journal {
	const journal = new Journal(new Uint8Array(baseLength), policy);
	for (const body of bodies) journal.append(body);
	return journal;
}

test('a snapshot is due after as many requests as the policy allows', () => {
	expect(filled(0, ['a', 'b']).isDue).toBe(false);
	expect(filled(0, ['a', 'b', 'c']).isDue).toBe(true);
});

test('the larger the last snapshot, the more requests the next one waits for', () => {
	expect(filled(50, ['a', 'b', 'c', 'd']).isDue).toBe(false);
	expect(filled(50, ['a', 'b', 'c', 'd', 'e']).isDue).toBe(true);
});

test('a snapshot is due when the requests are longer than the policy and the last snapshot', () => {
	expect(filled(0, ['x'.repeat(19)]).isDue).toBe(false);
	expect(filled(0, ['x'.repeat(20)]).isDue).toBe(true);
	expect(filled(30, ['x'.repeat(29)]).isDue).toBe(false);
	expect(filled(30, ['x'.repeat(30)]).isDue).toBe(true);
});

test('requests are kept in their order', () => {
	expect(filled(0, ['a', 'b']).bodies).toEqual(['a', 'b']);
});
