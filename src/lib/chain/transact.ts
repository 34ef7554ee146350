import type { ReadError } from '#lib/keeper/ports.ts';
import { stroops } from '#lib/math/amount.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { ContractFailure } from './contract-failure.ts';
import type { FeeCaps } from './envelope.ts';
import { bidQuery } from './fees.ts';
import type { JsonRpc } from './json-rpc.ts';
import { entriesQuery } from './ledger-entries.ts';
import { accountKey } from './ledger-keys.ts';
import type { Intent } from './operation.ts';
import { prepare, type PrepareError, type Prepared } from './prepare.ts';
import { askAll, health } from './rpc-methods.ts';
import type { Signer } from './signer.ts';
import { confirm, submit, type SubmitError, type TransactionState } from './submit.ts';
import { readAccount } from './token-entries.ts';

/** A network as somebody who sends transactions one after the other sees it. */
export interface Chain {
	readonly rpc: JsonRpc;
	readonly passphrase: string;
	/** Returns once another ledger has closed, or may have. */
	readonly settle: (signal: AbortSignal) => Promise<void>;
	readonly caps: FeeCaps;
}

export type Applied = Extract<TransactionState, { kind: 'succeeded' }> & {
	readonly prepared: Prepared;
};
export type TransactError =
	| PrepareError
	| SubmitError
	| { readonly kind: 'no-account'; readonly account: string }
	| { readonly kind: 'failed'; readonly failure: ContractFailure; readonly hash: string }
	| { readonly kind: 'expired'; readonly hash: string }
	/** The caller stopped waiting: it may still be applied. */
	| { readonly kind: 'aborted'; readonly hash: string };

/** Ledgers a transaction may wait for its inclusion. */
const PATIENCE_LEDGERS = 8;
const PATIENCE_SECS = 120;

/**
 * Simulates, signs and sends one intent, and waits until the chain has applied it. `after`: the account's sequence number
 * when the caller decided. If the account has sent something since, the network refuses this instead of doing it as well.
 */
export async function transact(
	chain: Chain,
	signer: Signer,
	intent: Intent,
	signal: AbortSignal,
	after?: bigint
): Promise<Result<Applied, TransactError>> {
	const sent = await sendIntent(chain, signer, intent, signal, after);
	return sent.ok ? awaitApplied(chain, sent.value, signal) : sent;
}

/** Puts an intent into the queue; `awaitApplied` waits for it. Apart, so that several accounts can share a ledger. */
export async function sendIntent(
	chain: Chain,
	signer: Signer,
	intent: Intent,
	signal: AbortSignal,
	after?: bigint
): Promise<Result<Prepared, TransactError>> {
	const key = accountKey(signer.address);
	const [head, bid, own] = await askAll(
		chain.rpc,
		[health(), bidQuery(stroops(chain.caps.bid)), entriesQuery([key])],
		signal
	);
	if (!head.ok) return head;
	if (!bid.ok) return bid;
	if (!own.ok) return own;
	const account = readAccount(own.value, signer.address);
	if (!account.ok) return account;
	if (account.value === undefined) return err({ kind: 'no-account', account: signer.address });
	const terms = {
		source: signer.address,
		sequence: (after ?? account.value.sequence) + 1n,
		bid: bid.value,
		maxLedger: head.value.latestLedger + PATIENCE_LEDGERS,
		maxTime: head.value.latestLedgerCloseTime + PATIENCE_SECS,
		passphrase: chain.passphrase
	};
	const prepared = await prepare(chain.rpc, intent, terms, chain.caps, signal);
	if (!prepared.ok) return prepared;
	const submitted = await submit(chain.rpc, prepared.value, signer, signal);
	return submitted.ok ? prepared : submitted;
}

export async function awaitApplied(
	chain: Chain,
	prepared: Prepared,
	signal: AbortSignal
): Promise<Result<Applied, TransactError>> {
	const { hash } = prepared;
	let last: ReadError | undefined;
	for (let round = 0; round <= PATIENCE_LEDGERS; round += 1) {
		await chain.settle(signal);
		if (signal.aborted) return err({ kind: 'aborted', hash });
		const state = await confirm(chain.rpc, hash, signal);
		last = state.ok ? undefined : state.error;
		if (!state.ok || state.value.kind === 'not-found') continue;
		return state.value.kind === 'succeeded'
			? ok({ ...state.value, prepared })
			: err({ kind: 'failed', failure: state.value.failure, hash });
	}
	return err(last ?? { kind: 'expired', hash });
}
