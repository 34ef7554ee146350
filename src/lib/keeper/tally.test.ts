import { expect, test } from 'vitest';
import { lostRow, wonRow } from '../../../tests/fixtures/ledger-row-case.ts';
import { rowNet } from './row-net.ts';
import { tally } from './tally.ts';

test('without a row there is nothing earned, nothing paid, and no rate', () => {
	expect(tally([])).toEqual({
		net: 0n,
		earned: 0n,
		fees: 0n,
		races: 0,
		won: 0,
		outcompeted: 0,
		winPercent: undefined,
		open: 0
	});
});
test('a fill nets its share less the fee at the price of then', () => {
	// 0.114 XLM at 0.075 = 0.00855 USDC
	expect(rowNet(wonRow())).toBe(4_540_000n - 85_500n);
	expect(rowNet(lostRow())).toBe(-7_800n);
});
test('the fee rounds against the operator', () => {
	expect(rowNet(lostRow({ fee: 1n, xlmPrice: 1n }))).toBe(-1n);
});
test('sums and rate count what is settled', () => {
	const rows = [wonRow(), wonRow(), lostRow(), lostRow({ outcome: 'not-profitable' })];
	expect(tally([...rows, wonRow({ outcome: 'open', fee: undefined })])).toEqual({
		net: 2n * 4_454_500n - 2n * 7_800n,
		earned: 9_080_000n,
		fees: 2n * 1_140_000n + 2n * 104_000n,
		races: 4,
		won: 2,
		outcompeted: 1,
		winPercent: 50,
		open: 1
	});
});
test('an attempt whose price is not known makes the net unknown, and not smaller', () => {
	expect(tally([wonRow(), lostRow({ xlmPrice: undefined })])).toMatchObject({
		net: undefined,
		earned: 4_540_000n,
		fees: 1_244_000n
	});
	expect(tally([wonRow({ operatorShare: undefined })]).earned).toBeUndefined();
});
test('an attempt that cost nothing needs no price', () => {
	expect(rowNet(lostRow({ outcome: 'expired', fee: 0n, xlmPrice: undefined }))).toBe(0n);
});
test('what is no fill costs its fee and is no race', () => {
	const created = wonRow({ action: 'create', operatorShare: undefined, profit: undefined });
	expect(tally([created])).toMatchObject({ net: -85_500n, races: 0, won: 0 });
});
test('a fill that no node took is no race', () => {
	expect(tally([lostRow({ outcome: 'network', fee: 0n })]).races).toBe(0);
});
test('the rate is rounded down', () => {
	expect(tally([wonRow(), lostRow(), lostRow()]).winPercent).toBe(33);
});
