import {
	Account,
	hash,
	Keypair,
	rpc,
	Transaction,
	TransactionBuilder,
	xdr,
	type FeeBumpTransaction
} from '@stellar/stellar-sdk';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import type { Applied } from './codes.ts';
import type { Net } from './net.ts';

let made = 0;

/** A key that no other test of this file uses, the same in every run. */
export function newKey(): Keypair {
	made += 1;
	return Keypair.fromRawEd25519Seed(hash(new TextEncoder().encode(`conformance ${made}`)));
}

/** An account with Friendbot's 10,000 XLM. */
export async function newAccount(net: Net): Promise<Keypair> {
	const key = newKey();
	await net.call('sandbox_friendbot', { addr: key.publicKey(), close: true });
	return key;
}

export interface BuildOptions {
	readonly fee?: string;
	readonly timebounds?: { minTime: number; maxTime: number };
	readonly ledgerbounds?: { minLedger: number; maxLedger: number };
	readonly sorobanData?: xdr.SorobanTransactionData;
	readonly passphrase?: string;
	/** Added to the account's next sequence number. */
	readonly skip?: bigint;
}

/** Unsigned. Endless time bounds unless given. */
export async function build(
	net: Net,
	source: Keypair,
	operations: readonly xdr.Operation[],
	options: BuildOptions = {}
): Promise<Transaction> {
	const account = await net.server.getAccount(source.publicKey());
	const sequence = BigInt(account.sequenceNumber()) + (options.skip ?? 0n);
	const builder = new TransactionBuilder(new Account(source.publicKey(), String(sequence)), {
		fee: options.fee ?? '100',
		networkPassphrase: options.passphrase ?? SANDBOX_PASSPHRASE,
		timebounds: options.timebounds ?? { minTime: 0, maxTime: 0 },
		...(options.ledgerbounds && { ledgerbounds: options.ledgerbounds }),
		...(options.sorobanData && { sorobanData: options.sorobanData })
	});
	for (const operation of operations) builder.addOperation(operation);
	return builder.build();
}

/** Signed by its source. */
export async function signed(
	net: Net,
	source: Keypair,
	operations: readonly xdr.Operation[],
	options?: BuildOptions
): Promise<Transaction> {
	const tx = await build(net, source, operations, options);
	tx.sign(source);
	return tx;
}

/** Sends, closes one ledger and reads what became of it there. */
export async function apply(net: Net, tx: Transaction | FeeBumpTransaction): Promise<Applied> {
	const sent = await net.server.sendTransaction(tx);
	if (sent.status !== 'PENDING') throw new Error(JSON.stringify(sent));
	await net.close();
	return applied(net, sent.hash);
}

export async function applied(net: Net, txHash: string): Promise<Applied> {
	const found = await net.server.getTransaction(txHash);
	if (found.status === rpc.Api.GetTransactionStatus.NOT_FOUND)
		throw new Error(`${txHash} was not applied`);
	return found;
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** In stroops. */
export async function balance(net: Net, address: string): Promise<bigint> {
	return (await net.server.getAccountEntry(address)).balance;
}
