import { SorobanDataBuilder } from '@stellar/stellar-sdk/base';
import type { SorobanTransactionData } from '@stellar/stellar-sdk/xdr';

/** nectar-vault’s most buckets of vesting profit, the bytes of one, and those of the key that they stand under. */
const BUCKETS = 24;
const BUCKET_BYTES = 100;
const KEY_BYTES = 40;
const BYTES = BUCKETS * BUCKET_BYTES + KEY_BYTES;
/** Stroops: above what a network charges to declare as many. What is not charged comes back. */
const FEE = 10_000n;

/**
 * Profit that vests stands in the vault’s own entry, and every call that moves its money writes that entry whole. Whatever is
 * filled between the simulation and the ledger in which the call is applied makes it longer: a person takes minutes to sign.
 */
export function withVestingRoom(data: SorobanTransactionData): SorobanTransactionData {
	const { instructions, diskReadBytes, writeBytes } = data.resources;
	return new SorobanDataBuilder(data)
		.setResources(instructions, diskReadBytes, writeBytes + BYTES)
		.setResourceFee(data.resourceFee + FEE)
		.build();
}
