import { StrKey } from '@stellar/stellar-sdk/base';
import {
	DecoratedSignature,
	LedgerBounds,
	Memo,
	Preconditions,
	PreconditionsV2,
	TimeBounds,
	Transaction,
	TransactionEnvelope,
	TransactionExt,
	TransactionSignaturePayload,
	TransactionSignaturePayloadTaggedTransaction,
	TransactionV1Envelope,
	encodeBytes,
	type SorobanTransactionData,
	type Operation as XdrOperation
} from '@stellar/stellar-sdk/xdr';
import { muxedAccount } from './account-id.ts';
import { base64 } from './base64.ts';
import { sha256 } from './hash.ts';
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
	const tx = new Transaction({
		sourceAccount: muxedAccount(terms.source),
		fee: Number(terms.bid + (resources?.resourceFee ?? 0n)),
		seqNum: terms.sequence,
		cond: preconditionsOf(terms),
		memo: Memo.memoNone(),
		operations: [operation],
		ext: resources === undefined ? TransactionExt.v0() : TransactionExt.sorobanData(resources)
	});
	const envelope = TransactionEnvelope.envelopeTypeTx(
		new TransactionV1Envelope({ tx, signatures: [] })
	);
	return {
		xdr: base64(envelope.toXdr('raw')),
		hash: encodeBytes(hashOf(tx, terms.passphrase), 'hex'),
		passphrase: terms.passphrase
	};
}

/** Signs for the pinned passphrase: a signature is worthless on any other network. */
export async function signEnvelope(
	unsigned: Pick<Unsigned, 'xdr' | 'passphrase'>,
	signer: Signer
): Promise<string> {
	const { tx, signatures } = plainTransaction(unsigned.xdr);
	const signature = await signer.sign(hashOf(tx, unsigned.passphrase));
	const hint = StrKey.decodeEd25519PublicKey(signer.address).slice(-4);
	const signed = new TransactionV1Envelope({
		tx,
		signatures: [...signatures, new DecoratedSignature({ hint, signature })]
	});
	return base64(TransactionEnvelope.envelopeTypeTx(signed).toXdr('raw'));
}

/** What signatures sign: network and transaction together. */
const hashOf = (tx: Transaction, passphrase: string): Uint8Array =>
	sha256(
		new TransactionSignaturePayload({
			networkId: sha256(passphrase),
			taggedTransaction: TransactionSignaturePayloadTaggedTransaction.envelopeTypeTx(tx)
		}).toXdr()
	);

function plainTransaction(xdr: string): TransactionV1Envelope {
	const envelope = TransactionEnvelope.fromXdr(xdr, 'base64');
	if (envelope.type === 'envelopeTypeTx') return envelope.v1;
	throw new Error(`expected a plain transaction, found ${envelope.type}`);
}

/** How the network names a transaction, signed or not, or undefined if the text is none. Hex. */
export function hashOfEnvelope(xdr: string, passphrase: string): string | undefined {
	try {
		return encodeBytes(hashOf(plainTransaction(xdr).tx, passphrase), 'hex');
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
