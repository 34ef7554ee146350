import { Keypair } from '@stellar/stellar-sdk/base';
import {
	AccountEntry,
	AccountEntryExt,
	LedgerEntryData,
	SorobanTransactionData,
	TransactionEnvelope
} from '@stellar/stellar-sdk/xdr';
import * as v from 'valibot';
import { buildEnvelope, signEnvelope } from '#lib/chain/envelope.ts';
import { sha256 } from '#lib/chain/hash.ts';
import { accountKey } from '#lib/chain/ledger-keys.ts';
import { operationOf, type Intent } from '#lib/chain/operation.ts';
import type { Prepared } from '#lib/chain/prepare.ts';
import { ask, askAll, query, send } from '#lib/chain/rpc-methods.ts';
import { importSigner, type Signer } from '#lib/chain/signer.ts';
import { whole } from '../../../scripts/costs/amounts.ts';
import type { DrivenScene } from '../../../scripts/demo/driven-stage.ts';

/* Thousands of signed transactions with declared resources, without simulating each. */

const PER_POST = 16;
const BID = 100_000n;

export async function crowd(count: number, what: string): Promise<readonly Signer[]> {
	const signers: Signer[] = [];
	for (let index = 0; index < count; index += 1) {
		signers.push(await importSigner(sha256(`${what} ${index}`)));
	}
	return signers;
}

/** Accounts with 10 XLM each and sequence number 0, from nowhere: how they came to be is not what is measured. */
export async function openAccounts(
	{ stage }: DrivenScene,
	signers: readonly Signer[]
): Promise<void> {
	const put = signers.map(({ address }) => {
		const entry = LedgerEntryData.account(
			new AccountEntry({
				accountId: Keypair.fromPublicKey(address).xdrAccountId(),
				balance: whole(10),
				seqNum: 0n,
				numSubEntries: 0,
				inflationDest: null,
				flags: 0,
				homeDomain: '',
				thresholds: Uint8Array.of(1, 0, 0, 0),
				signers: [],
				ext: AccountEntryExt.v0()
			})
		);
		const params = { key: accountKey(address), entry: entry.toXdr('base64') };
		return query('sandbox_setEntry', params, v.object({ ok: v.literal(true) }));
	});
	for (let at = 0; at < put.length; at += PER_POST) {
		const done = await askAll(stage.chain.rpc, put.slice(at, at + PER_POST), stage.signal);
		if (done.some(({ ok }) => !ok)) throw new Error('an account could not be made');
	}
}

export interface Attempt {
	readonly by: Signer;
	readonly sequence: bigint;
	readonly intent: Intent;
	/** What it declares. */
	readonly data: SorobanTransactionData;
}

/** Signs and sends all of them, closes one ledger; gives how each ended. */
export async function apply(
	{ stage }: DrivenScene,
	attempts: readonly Attempt[]
): Promise<readonly ('SUCCESS' | 'FAILED')[]> {
	const { chain, signal } = stage;
	const envelopes = await Promise.all(
		attempts.map(({ by, sequence, intent, data }) => {
			const terms = {
				source: by.address,
				sequence,
				bid: BID,
				maxLedger: 0,
				maxTime: 0,
				passphrase: chain.passphrase
			};
			return signEnvelope(buildEnvelope(operationOf(intent), terms, data), by);
		})
	);
	for (let at = 0; at < envelopes.length; at += PER_POST) {
		const sent = await askAll(chain.rpc, envelopes.slice(at, at + PER_POST).map(send), signal);
		for (const answer of sent) {
			if (!answer.ok || answer.value.status !== 'PENDING') {
				throw new Error(`expected a queued transaction, found ${JSON.stringify(answer)}`);
			}
		}
	}
	const closed = await ask(chain.rpc, query('sandbox_closeLedger', { count: 1 }, report), signal);
	if (!closed.ok || closed.value.transactions.length !== attempts.length) {
		throw new Error('the ledger did not take them all');
	}
	return closed.value.transactions.map(({ status }) => status);
}

const report = v.object({
	transactions: v.array(v.object({ status: v.picklist(['SUCCESS', 'FAILED']) }))
});

/** What a transaction declares. */
export function declaredBy({ xdr }: Prepared): SorobanTransactionData {
	const envelope = TransactionEnvelope.fromXdr(xdr, 'base64');
	if (envelope.type !== 'envelopeTypeTx' || envelope.v1.tx.ext.type !== 'sorobanData') {
		throw new Error('expected a contract call');
	}
	return envelope.v1.tx.ext.sorobanData;
}

/** What somebody else declares for the same call: his key in place of the first one's. */
export function redeclared(
	data: SorobanTransactionData,
	from: string,
	to: string
): SorobanTransactionData {
	const [old, own] = [from, to].map((address) =>
		Buffer.from(Keypair.fromPublicKey(address).rawPublicKey()).toString('hex')
	);
	const hex = Buffer.from(data.toXdr('base64'), 'base64').toString('hex');
	const changed = Buffer.from(hex.replaceAll(old ?? '', own ?? ''), 'hex');
	return SorobanTransactionData.fromXdr(changed.toString('base64'), 'base64');
}
