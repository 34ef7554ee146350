import { expect, test } from 'vitest';
import { splitmix64 } from './splitmix64.ts';

test('the stream of seed 0 is the published one', () => {
	const random = splitmix64(0n);
	const numbers = Array.from({ length: 3 }, () => random.next().toString(16).padStart(16, '0'));
	expect(numbers).toEqual(['e220a8397b1dcdaf', '6e789e6aa1b965f4', '06c45d188009454f']);
});

test('equal seeds give equal streams, whatever the bound', () => {
	const one = splitmix64(7n);
	const other = splitmix64(7n + 2n ** 64n);
	for (let i = 0; i < 100; i++) expect(one.below(1000n)).toBe(other.next() % 1000n);
});
