import { SorobanDataBuilder } from '@stellar/stellar-sdk/base';
import type { SorobanTransactionData } from '@stellar/stellar-sdk/xdr';

/** A tenth, and this many. */
const PART = 10;
const FIXED = 1_000_000;
/** Stroops, with room: above what a network charges. What is not charged comes back. */
const FEE_PER_TEN_THOUSAND = 100n;

/**
 * In the ledger of its last change a pool charges no interest; in the next, where the transaction is applied, it does, for every
 * reserve. An auction a ledger older may leave debt to the backstop, which is more work too.
 */
export function withInstructionMargin(data: SorobanTransactionData): SorobanTransactionData {
	const { instructions, diskReadBytes, writeBytes } = data.resources;
	const margin = Math.ceil(instructions / PART) + FIXED;
	const fee = (BigInt(margin) * FEE_PER_TEN_THOUSAND) / 10_000n;
	return new SorobanDataBuilder(data)
		.setResources(instructions + margin, diskReadBytes, writeBytes)
		.setResourceFee(data.resourceFee + fee)
		.build();
}
