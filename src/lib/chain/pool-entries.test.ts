import { expect, test } from 'vitest';
import { LedgerEntryData } from '@stellar/stellar-sdk/xdr';
import { err, ok } from '#lib/result.ts';
import { contractData, entriesQuery, type Entries } from './ledger-entries.ts';
import { instanceKey, type LedgerKey } from './ledger-keys.ts';
import { auctionKey, positionsKey, readPositions, reserveListKey } from './pool-entries.ts';

/* Keys and an entry of a pool on the public network, recorded 2026-09 (pool “Fixed”). */
const POOL = 'CAJJZSGMMM3PD7N33TAPHGBUGTB43OC73HVIK2L2G6BNGGGYOSSYBXBD';
const USER = 'GDAWX4KV5EQLP5W44HE5AA5QN5QRBJOVQIAI5OXOH5FW2ENT5PXN33DE';
const POSITIONS_KEY =
	'AAAABgAAAAESnMjMYzbx/bvcwPOYNDTDzbhf2eqFaXo3gtMY2HSlgAAAABAAAAABAAAAAgAAAA8AAAAJUG9zaXRpb25zAAAAAAAAEgAAAAAAAAAAwWvxVekgt/bc4cnQA7BvYRCl1YIAjrruP0ttEbPr7t0AAAAB';
const POSITIONS_ENTRY =
	'AAAABgAAAAAAAAABEpzIzGM28f273MDzmDQ0w824X9nqhWl6N4LTGNh0pYAAAAAQAAAAAQAAAAIAAAAPAAAACVBvc2l0aW9ucwAAAAAAABIAAAAAAAAAAMFr8VXpILf23OHJ0AOwb2EQpdWCAI667j9LbRGz6+7dAAAAAQAAABEAAAABAAAAAwAAAA8AAAAKY29sbGF0ZXJhbAAAAAAAEQAAAAEAAAABAAAAAwAAAAEAAAAKAAAAAAAAAAAAAAAAB3QEIgAAAA8AAAALbGlhYmlsaXRpZXMAAAAAEQAAAAEAAAABAAAAAwAAAAEAAAAKAAAAAAAAAAAAAAAABjdltQAAAA8AAAAGc3VwcGx5AAAAAAARAAAAAQAAAAA=';

const entries = (
	xdr: string | undefined,
	{ ledger = 100, liveUntil = 200 }: { ledger?: number; liveUntil?: number } = {}
): Entries => ({
	ledger,
	get: (key) =>
		xdr === undefined
			? undefined
			: { key, xdr, lastModifiedLedgerSeq: 1, liveUntilLedgerSeq: liveUntil }
});

test('keys are the bytes the public network knows', () => {
	expect(instanceKey(POOL)).toBe(
		'AAAABgAAAAESnMjMYzbx/bvcwPOYNDTDzbhf2eqFaXo3gtMY2HSlgAAAABQAAAAB'
	);
	expect(reserveListKey(POOL)).toBe(
		'AAAABgAAAAESnMjMYzbx/bvcwPOYNDTDzbhf2eqFaXo3gtMY2HSlgAAAAA8AAAAHUmVzTGlzdAAAAAAB'
	);
	expect(positionsKey(POOL, USER)).toBe(POSITIONS_KEY);
	expect(auctionKey(POOL, 'userLiquidation', USER)).toBe(
		'AAAABgAAAAESnMjMYzbx/bvcwPOYNDTDzbhf2eqFaXo3gtMY2HSlgAAAABAAAAABAAAAAgAAAA8AAAAHQXVjdGlvbgAAAAARAAAAAQAAAAIAAAAPAAAACWF1Y3RfdHlwZQAAAAAAAAMAAAAAAAAADwAAAAR1c2VyAAAAEgAAAAAAAAAAwWvxVekgt/bc4cnQA7BvYRCl1YIAjrruP0ttEbPr7t0AAAAA'
	);
});

test('a recorded position reads as what it is', () => {
	expect(readPositions(entries(POSITIONS_ENTRY), POOL, USER)).toEqual(
		ok({
			collateral: new Map([[1, 125_043_746n]]),
			liabilities: new Map([[1, 104_293_813n]]),
			supply: new Map()
		})
	);
});

test('an archived entry is never read as absent', () => {
	const archived = entries(POSITIONS_ENTRY, { ledger: 201, liveUntil: 200 });
	expect(readPositions(archived, POOL, USER)).toEqual(
		err({
			kind: 'malformed',
			detail: `positions of ${USER} is archived and must be restored first`
		})
	);
	expect(readPositions(entries(undefined), POOL, USER)).toEqual(ok(undefined));
});

test('an expired temporary entry is absent', () => {
	const data = LedgerEntryData.fromXdr(POSITIONS_ENTRY, 'base64');
	const base64 = Buffer.from(turnTemporary(data.toXdr())).toString('base64');
	const key = positionsKey(POOL, USER);
	const late = { ledger: 201, liveUntil: 200 };
	expect(contractData(entries(base64, late), key)).toEqual({ kind: 'absent' });
	expect(contractData(entries(base64), key).kind).toBe('present');
});

/** The word of the durability stands right after the key: Vec[Symbol, Address]. */
function turnTemporary(bytes: Uint8Array): Uint8Array {
	const at = Buffer.from(bytes).indexOf(Buffer.from([0, 0, 0, 1, 0, 0, 0, 17]));
	expect(at).toBeGreaterThan(0);
	const turned = bytes.slice();
	turned[at + 3] = 0;
	return turned;
}

test('an entry of another shape is an error with its place', () => {
	const other = readPositions(entries('AAAA'), POOL, USER);
	expect(other).toMatchObject({ ok: false, error: { kind: 'malformed' } });
});

test('more than 200 keys are asked for in several calls, each key once', () => {
	const keys = Array.from({ length: 450 }, (_, index) => `key ${index}` as LedgerKey);
	const { calls } = entriesQuery([...keys, ...keys]);
	const asked = calls.map(({ params }) => (params?.['keys'] as string[]).length);
	expect(asked).toEqual([200, 200, 50]);
});

test('answers of different ledgers are not joined', () => {
	const keys = Array.from({ length: 201 }, (_, index) => `key ${index}` as LedgerKey);
	const answers = [100, 101].map((latestLedger) => ok({ latestLedger, entries: [] }));
	expect(entriesQuery(keys).parse(answers)).toMatchObject({ ok: false });
});
