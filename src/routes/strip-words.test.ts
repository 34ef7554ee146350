import { expect, test } from 'vitest';
import { usdc } from '#lib/math/amount.ts';
import { oldestText, outText } from './strip-words.ts';

const auction = (startLedger: number) => ({
	...{ pool: 'P', user: 'U', kind: 'user-liquidation' as never, startLedger }
});

test('money out with operators is named, none is a true none', () => {
	expect(outText(usdc(0n))).toBe('nothing out with operators');
	expect(outText(usdc(12_345_678_900n))).toBe('1,234.56 USDC out with operators');
});

test('of several auctions the oldest counts, in its own ledgers', () => {
	expect(oldestText([auction(1_000), auction(1_100)], 1_142)).toBe(
		'the oldest at auction ledger 142'
	);
	expect(oldestText([auction(1_143)], 1_142)).toBe('the first begins with the next ledger');
	expect(oldestText([], 1_142)).toBe('none to fill now');
});
