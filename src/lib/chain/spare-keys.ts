import { SorobanDataBuilder } from '@stellar/stellar-sdk/base';
import { LedgerKey as XdrLedgerKey, type SorobanTransactionData } from '@stellar/stellar-sdk/xdr';
import { persistentKey } from './ledger-keys.ts';
import { u32, variant } from './scval.ts';

/** Newcomers that may be listed before us in the same ledger. */
const SPARE_SLOTS = 2;
/** A slot that another newcomer has written counts among our writes, unchanged though it is: more than such an entry takes. */
const BYTES_PER_KEY = 200;
/** Stroops per key: above what a network charges to declare a write. What is not charged comes back. */
const FEE_PER_KEY = 20_000n;

/**
 * An operator's first fill writes the roster's next slot of keeper-registry, which moves on when another newcomer comes first in
 * the same ledger. A transaction may only touch keys it declared, so the slots after it are declared too.
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
	)
		.filter((key) => !declared.has(key))
		.map((key) => XdrLedgerKey.fromXdr(key, 'base64'));
	const { instructions, diskReadBytes, writeBytes } = data.resources;
	return new SorobanDataBuilder(data)
		.appendFootprint([], spare)
		.setResources(instructions, diskReadBytes, writeBytes + spare.length * BYTES_PER_KEY)
		.setResourceFee(data.resourceFee + BigInt(spare.length) * FEE_PER_KEY)
		.build();
}

const slotKey = (registry: string, slot: number): string =>
	persistentKey(registry, variant('Listed', u32(slot)));

/** The number in a `Listed` key, of whatever contract. */
function slotOf(key: XdrLedgerKey): number | undefined {
	if (key.type !== 'contractData' || key.contractData.key.type !== 'scvVec') return undefined;
	const [name, slot] = key.contractData.key.vec ?? [];
	if (name?.type !== 'scvSymbol' || String(name.sym) !== 'Listed') return undefined;
	return slot?.type === 'scvU32' ? slot.u32 : undefined;
}
