import type { ScVal } from '@stellar/stellar-sdk/xdr';
import { describe, expect, test } from 'vitest';
import type { RawEvent } from './rpc-methods.ts';
import { address, i128, struct, symbol, vec } from './scval.ts';
import { parseVaultEvent } from './vault-events.ts';

const VAULT = 'CCBHR4U2XFE2EZVEJSQSDEBXFFJDWU3G5P5WVYDVTGJWIJAVSFEZ2ZLK';
const WHO = 'GDEA6GWIBGG7GQOQVU4Q3ZGKOAP46CMXZSC7QR4GQORT33OMJJWKCBVM';
const event = (
	topics: readonly ScVal[],
	value: ScVal,
	change: Partial<RawEvent> = {}
): RawEvent => ({
	contractId: VAULT,
	id: '7-1',
	ledger: 7,
	ledgerClosedAt: '2026-11-22T00:00:07Z',
	txHash: 'ab',
	topic: topics.map((topic) => topic.toXdr('base64')),
	value: value.toXdr('base64'),
	...change
});
const read = (raw: RawEvent) => parseVaultEvent(raw, VAULT);
const place = { id: '7-1', hash: 'ab', ledger: 7, at: 1_795_305_607 };
const slashed = (outstanding: bigint, recovered: bigint) =>
	event(
		[symbol('slashed'), address(WHO)],
		struct({ outstanding: i128(outstanding), recovered: i128(recovered) })
	);

test('an event stands where and when it happened', () => {
	expect(read(event([symbol('claim'), address(WHO)], i128(5n)))).toEqual({
		ok: true,
		value: { ...place, kind: 'claim', operator: WHO, assets: 5n }
	});
});

test('shares that are sent are read with and without a multiplexed receiver', () => {
	const topics = [symbol('transfer'), address(WHO), address(VAULT)];
	const sent = { ...place, kind: 'transfer', from: WHO, to: VAULT, shares: 5n };
	expect(read(event(topics, i128(5n)))).toEqual({ ok: true, value: sent });
	expect(read(event(topics, struct({ amount: i128(5n) })))).toEqual({ ok: true, value: sent });
});

test('of an overdue draw the rest is a loss, and what is beyond it a profit', () => {
	expect(read(slashed(9n, 5n))).toMatchObject({ value: { kind: 'loss', assets: 4n } });
	expect(read(slashed(9n, 12n))).toMatchObject({ value: { kind: 'profit', assets: 3n } });
});

test('what is of no concern to a depositor is left out', () => {
	expect(read(event([symbol('pool_allowed'), address(WHO)], vec([])))).toEqual({
		ok: true,
		value: undefined
	});
});

describe('refused, each on its own', () => {
	test.each([
		['of another contract', event([symbol('skim')], i128(1n), { contractId: WHO })],
		['without a close time', event([symbol('skim')], i128(1n), { ledgerClosedAt: '' })],
		['with a negative amount', event([symbol('skim')], i128(-1n))],
		['with a topic missing', event([symbol('claim')], i128(1n))],
		['that is no XDR', event([symbol('skim')], i128(1n), { value: '!' })]
	])('an event %s', (_, raw) => {
		expect(read(raw)).toMatchObject({ ok: false, error: { kind: 'malformed' } });
	});
});
