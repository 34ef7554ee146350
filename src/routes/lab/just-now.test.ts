import { expect, test } from 'vitest';
import { justNow } from './just-now.ts';

const row = {
	id: 'fill aa',
	ledger: 12,
	who: 'ana',
	what: 'filled 100 %',
	why: 'Profit 4.54 USDC.'
};
const line = (seq: number, ledger: number, who: string) => ({ seq, ledger, who, text: 'says so' });

test('the newest comes first, whoever tells it', () => {
	const told = justNow([row], [line(2, 14, 'trader'), line(1, 10, 'oracle')], new Set());
	expect(told.map(({ who }) => who)).toEqual(['trader', 'ana', 'oracle']);
	expect(told[1]?.text).toBe('filled 100\u00a0%. Profit 4.54\u00a0USDC.');
});

test('amounts of the world are grouped, and keep their unit on their line', () => {
	const sold = { seq: 1, ledger: 3, who: 'trader', text: 'sells 3080592.68 XLM at age 1234' };
	expect(justNow([], [sold], new Set())[0]?.text).toBe('sells 3,080,592.68\u00a0XLM at age 1234.');
});

test('keepers speak through what came of it', () => {
	expect(justNow([], [line(1, 10, 'ana')], new Set(['ana']))).toEqual([]);
});
