import { Account, StrKey, TransactionBuilder } from '@stellar/stellar-sdk/base';
import {
	LedgerBounds,
	Preconditions,
	PreconditionsV2,
	TimeBounds,
	TransactionEnvelope,
	encodeBytes,
	type SorobanTransactionData,
	type Operation as XdrOperation
} from '@stellar/stellar-sdk/xdr';
import { base64 } from './base64.ts';
import type { Signer } from './signer.ts';

/** Everything a transaction says besides its operation. Times come from the ledger, never from a local clock. */
export interface Terms {
	readonly source: string;
	/** Sequence number of the transaction itself: the account's + 1. */
	readonly sequence: bigint;
	/** Inclusion bid in stroops, resource fee not included. */
	readonly bid: bigint;
	/** First ledger in which it is no longer valid; 0 = open. */
	readonly maxLedger: number;
	/** Unix seconds. */
	readonly maxTime: number;
	readonly passphrase: string;
	/** What to declare beyond what the simulation touched: other transactions of the ledger may come first. */
	readonly widen?: (declared: SorobanTransactionData) => SorobanTransactionData;
}

export interface Unsigned {
	/** Base64 of the transaction envelope without signatures. */
	readonly xdr: string;
	/** Hex: how the network names the transaction. */
	readonly hash: string;
	readonly passphrase: string;
}

/** `resources` is what a simulation declared; absent for classic operations. */
export function buildEnvelope(
	operation: XdrOperation,
	terms: Terms,
	resources?: SorobanTransactionData
): Unsigned {
	const account = new Account(terms.source, (terms.sequence - 1n).toString());
	const builder = new TransactionBuilder(account, {
		fee: terms.bid.toString(),
		networkPassphrase: terms.passphrase,
		timebounds: { minTime: 0, maxTime: terms.maxTime },
		...(terms.maxLedger > 0 ? { ledgerbounds: { minLedger: 0, maxLedger: terms.maxLedger } } : {})
	}).addOperation(operation);
	if (resources !== undefined) builder.setSorobanData(resources);
	const transaction = builder.build();
	return {
		xdr: base64(transaction.toEnvelope().toXdr('raw')),
		hash: encodeBytes(transaction.hash(), 'hex'),
		passphrase: terms.passphrase
	};
}

/** Signs for the pinned passphrase: a signature is worthless on any other network. */
export async function signEnvelope(
	unsigned: Pick<Unsigned, 'xdr' | 'passphrase'>,
	signer: Signer
): Promise<string> {
	const transaction = TransactionBuilder.fromXdr(unsigned.xdr, unsigned.passphrase);
	const signature = await signer.sign(transaction.hash());
	transaction.addSignature(signer.address, encodeBytes(signature, 'base64'));
	return base64(transaction.toEnvelope().toXdr('raw'));
}

/** How the network names a transaction, signed or not, or undefined if the text is none. Hex. */
export function hashOfEnvelope(xdr: string, passphrase: string): string | undefined {
	try {
		return encodeBytes(TransactionBuilder.fromXdr(xdr, passphrase).hash(), 'hex');
	} catch {
		return undefined;
	}
}

export interface FeeCaps {
	/** Stroops. */
	readonly bid: bigint;
	readonly resourceFee: bigint;
}

/**
 * Compares an envelope, decoded from its bytes, with what was meant. Returns what is wrong, or undefined. The operation
 * is compared whole: contract, function, arguments and authorisation.
 */
export function intentMismatch(
	xdr: string,
	operation: XdrOperation,
	terms: Terms,
	caps: FeeCaps
): string | undefined {
	const envelope = TransactionEnvelope.fromXdr(xdr, 'base64');
	if (envelope.type !== 'envelopeTypeTx')
		return `expected a plain transaction, found ${envelope.type}`;
	const { tx } = envelope.v1;
	const source = tx.sourceAccount.type === 'keyTypeEd25519' ? tx.sourceAccount.ed25519 : undefined;
	if (source === undefined || StrKey.encodeEd25519PublicKey(source.toBytes()) !== terms.source) {
		return 'another source account';
	}
	if (tx.seqNum !== terms.sequence)
		return `expected sequence ${terms.sequence}, found ${tx.seqNum}`;
	if (!tx.cond.equals(preconditionsOf(terms))) return 'other bounds or preconditions';
	const [only] = tx.operations;
	if (only === undefined || tx.operations.length !== 1) {
		return `expected one operation, found ${tx.operations.length}`;
	}
	if (!only.equals(operation)) return 'another operation';
	if (tx.memo.type !== 'memoNone') return 'a memo nobody asked for';
	const resourceFee = tx.ext.type === 'sorobanData' ? tx.ext.sorobanData.resourceFee : 0n;
	if (resourceFee > caps.resourceFee) {
		return `resource fee ${resourceFee} over the cap of ${caps.resourceFee} stroops`;
	}
	if (terms.bid > caps.bid) return `bid ${terms.bid} over the cap of ${caps.bid} stroops`;
	if (BigInt(tx.fee) > terms.bid + resourceFee) return `fee ${tx.fee} over bid and resource fee`;
	return undefined;
}

/** The bounds that terms stand for, and no other condition. */
function preconditionsOf({ maxLedger, maxTime }: Terms): Preconditions {
	const timeBounds = new TimeBounds({ minTime: 0n, maxTime: BigInt(maxTime) });
	if (maxLedger === 0) return Preconditions.precondTime(timeBounds);
	return Preconditions.precondV2(
		new PreconditionsV2({
			timeBounds,
			ledgerBounds: new LedgerBounds({ minLedger: 0, maxLedger }),
			minSeqNum: null,
			minSeqAge: 0n,
			minSeqLedgerGap: 0,
			extraSigners: []
		})
	);
}
