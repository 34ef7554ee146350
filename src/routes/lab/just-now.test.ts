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
	expect(told[1]?.text).toBe('filled 100 %. Profit 4.54 USDC.');
});

test('keepers speak through what came of it', () => {
	expect(justNow([], [line(1, 10, 'ana')], new Set(['ana']))).toEqual([]);
});
