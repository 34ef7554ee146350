import { SorobanDataBuilder } from '@stellar/stellar-sdk/base';
import { LedgerKey as XdrLedgerKey, type SorobanTransactionData } from '@stellar/stellar-sdk/xdr';
import { persistentKey, type LedgerKey } from './ledger-keys.ts';
import { positionsKey, reserveListKey } from './pool-entries.ts';
import { u32, variant } from './scval.ts';

/* What a simulation of this ledger does not touch, and the same call may in the next. A transaction may only touch keys it declared. */

/** Newcomers that may be listed before us in the same ledger. */
const SPARE_SLOTS = 2;
/** A slot that another newcomer has written counts among our writes, unchanged though it is: more than such an entry takes. */
const SLOT_BYTES = 200;
/** Stroops: above what a network charges to declare a write. What is not charged comes back. */
const SLOT_FEE = 20_000n;
/** Debts in every reserve that a pool may have. */
const POSITIONS_BYTES = 1_500;
/** The backstop's first debt is a new entry, which pays rent. */
const POSITIONS_FEE = 1_000_000n;

/**
 * An operator's first fill writes the roster's next slot of keeper-registry, which moves on when another newcomer comes first in
 * the same ledger: the slots after it are declared too.
 */
export function withSpareSlots(
	data: SorobanTransactionData,
	registry: string
): SorobanTransactionData {
	const { readWrite } = data.resources.footprint;
	const declared = new Set(readWrite.map((key) => key.toXdr('base64')));
	const own = readWrite.flatMap((key) => slotOf(key) ?? []);
	const next = own.find((slot) => declared.has(slotKey(registry, slot)));
	if (next === undefined) return data;
	const spare = Array.from({ length: SPARE_SLOTS }, (_, index) =>
		slotKey(registry, next + 1 + index)
	);
	return withWrites(data, spare, { bytes: SLOT_BYTES, fee: SLOT_FEE });
}

/**
 * From age 201 on a fill of all that remains leaves debt, which the pool hands to its backstop if no collateral is left: it reads
 * its list of reserves and writes the backstop's positions. Simulated a ledger before, it does neither.
 */
export function withBackstopDebt(
	data: SorobanTransactionData,
	pool: string,
	backstop: string
): SorobanTransactionData {
	const each = { bytes: POSITIONS_BYTES, fee: POSITIONS_FEE };
	const written = withWrites(data, [positionsKey(pool, backstop)], each);
	const list = reserveListKey(pool);
	const { readOnly, readWrite } = written.resources.footprint;
	if ([...readOnly, ...readWrite].some((key) => key.toXdr('base64') === list)) return written;
	return new SorobanDataBuilder(written)
		.appendFootprint([XdrLedgerKey.fromXdr(list, 'base64')], [])
		.build();
}

/** Declares keys for writing that are not declared so, at so many bytes and stroops each. */
function withWrites(
	data: SorobanTransactionData,
	keys: readonly LedgerKey[],
	each: { readonly bytes: number; readonly fee: bigint }
): SorobanTransactionData {
	const { footprint, instructions, diskReadBytes, writeBytes } = data.resources;
	const written = new Set(footprint.readWrite.map((key) => key.toXdr('base64')));
	const added = keys.filter((key) => !written.has(key));
	const kept = footprint.readOnly.filter(
		(key) => !added.includes(key.toXdr('base64') as LedgerKey)
	);
	const more = added.map((key) => XdrLedgerKey.fromXdr(key, 'base64'));
	return new SorobanDataBuilder(data)
		.setFootprint([...kept], [...footprint.readWrite, ...more])
		.setResources(instructions, diskReadBytes, writeBytes + added.length * each.bytes)
		.setResourceFee(data.resourceFee + BigInt(added.length) * each.fee)
		.build();
}

const slotKey = (registry: string, slot: number): LedgerKey =>
	persistentKey(registry, variant('Listed', u32(slot)));

/** The number in a `Listed` key, of whatever contract. */
function slotOf(key: XdrLedgerKey): number | undefined {
	if (key.type !== 'contractData' || key.contractData.key.type !== 'scvVec') return undefined;
	const [name, slot] = key.contractData.key.vec ?? [];
	if (name?.type !== 'scvSymbol' || String(name.sym) !== 'Listed') return undefined;
	return slot?.type === 'scvU32' ? slot.u32 : undefined;
}
