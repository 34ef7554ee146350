import { expect, test } from 'vitest';
import { timeToGo } from './time-to-go.ts';

test.each([
	[38, 1_000, ', about 38 s'],
	[38, 100, ', about 4 s'],
	[1, 100, ', about 1 s'],
	[38, 5_000, ', about 3 min'],
	[38, undefined, '']
])('%s ledgers of %s ms take “%s”', (ledgers, ms, text) => {
	expect(timeToGo(ledgers, ms)).toBe(text);
});
