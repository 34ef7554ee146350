import type { Positions } from '#lib/blend/reserve.ts';
import type { Stroops } from '#lib/math/amount.ts';
import type { FillReceipt } from '#lib/vault/vault-state.ts';
import type { Action } from './action.ts';
import type { Account } from './book.ts';
import type { ActError, PreparedAction, TransactionFate } from './ports.ts';
import type { Refusal } from './refusal.ts';

/** What came of an action, told from what the chain says afterwards. Fees in stroops; 0 = it never reached a ledger. */
export type Outcome =
	| { readonly kind: 'won'; readonly fee: Stroops; readonly receipt: FillReceipt | undefined }
	/** A rival filled first. */
	| { readonly kind: 'outcompeted'; readonly fee: Stroops }
	/** A rival created the auction first. */
	| { readonly kind: 'created-by-other'; readonly fee: Stroops }
	/** The position recovered before the auction was created. */
	| { readonly kind: 'not-liquidatable'; readonly fee: Stroops }
	/** The vault's floors, or the fee, ate the profit. */
	| { readonly kind: 'not-profitable'; readonly fee: Stroops }
	/** Queued, but not in the next ledger: others bid more. It may still come. */
	| { readonly kind: 'outbid' }
	/** Its ledgers passed without it. */
	| { readonly kind: 'expired' }
	| { readonly kind: 'rejected'; readonly refusal: Refusal; readonly fee: Stroops }
	| { readonly kind: 'network'; readonly detail: string }
	/** What an endpoint proposed is not what was meant, or costs more than allowed. */
	| { readonly kind: 'not-signed'; readonly detail: string }
	/** Not found, and not certain to be gone. */
	| { readonly kind: 'unknown' };

const NO_FEE = 0n as Stroops;

/** An action that failed before it was queued. */
export function outcomeOfError(
	action: Action,
	error: ActError,
	after: Account | undefined
): Outcome {
	switch (error.kind) {
		case 'refused':
			return outcomeOfRefusal(action, error.refusal, NO_FEE, undefined, after);
		case 'try-again-later':
			return { kind: 'network', detail: 'the queue takes no transaction of ours now' };
		case 'unacceptable':
			return { kind: 'not-signed', detail: error.detail };
		case 'not-recorded':
			return { kind: 'network', detail: `not sent, as it could not be recorded: ${error.detail}` };
		case 'unreachable':
		case 'malformed':
			return { kind: 'network', detail: error.detail };
		case 'rate-limited':
			return { kind: 'network', detail: 'the endpoint limits requests' };
		case 'rpc-error':
			return { kind: 'network', detail: `${error.message} (${error.code})` };
	}
}

/**
 * A transaction that was queued. `source`: its account in that ledger. `before` and `after`: the user's account when it was sent and
 * now.
 */
export function outcomeOfFate(
	sent: PreparedAction,
	fate: TransactionFate,
	ledger: number,
	source: { readonly sequence: bigint } | undefined,
	before: Account | undefined,
	after: Account | undefined
): Outcome | undefined {
	switch (fate.kind) {
		case 'succeeded':
			return { kind: 'won', fee: fate.feeCharged, receipt: fate.receipt };
		case 'failed':
			return outcomeOfRefusal(sent.action, fate.refusal, fate.feeCharged, before, after);
		case 'not-found':
			// an account that is not there, or further behind, is that of a network which began anew
			if (source === undefined || source.sequence + 1n < sent.sequence) return { kind: 'expired' };
			// bounds exclude maxLedger: once the ledger before it has closed, nothing can bring it in any more
			if (ledger + 1 < sent.maxLedger) return undefined;
			// an endpoint that has forgotten those ledgers still knows whether the sequence number was used
			if (source.sequence < sent.sequence) return { kind: 'expired' };
			return fate.oldestLedger <= sent.maxLedger ? { kind: 'expired' } : { kind: 'unknown' };
	}
}

function outcomeOfRefusal(
	action: Action,
	refusal: Refusal,
	fee: Stroops,
	before: Account | undefined,
	after: Account | undefined
): Outcome {
	if (action.kind === 'fill') {
		if (wasFilled(before, after)) return { kind: 'outcompeted', fee };
		if (refusal.kind === 'profit-too-low') return { kind: 'not-profitable', fee };
	}
	if (action.kind === 'create') {
		if (after?.auction !== undefined || refusal.kind === 'auction-in-progress') {
			return { kind: 'created-by-other', fee };
		}
		if (refusal.kind === 'not-liquidatable') return { kind: 'not-liquidatable', fee };
	}
	const gone = action.kind === 'delete-auction' && after?.auction === undefined;
	return gone ? { kind: 'outcompeted', fee } : { kind: 'rejected', refusal, fee };
}

/**
 * Gone, replaced, or smaller: somebody else took from it. The error code alone would not tell. An auction that is gone while the
 * position is as it was has been deleted: every fill moves some of it.
 */
function wasFilled(before: Account | undefined, after: Account | undefined): boolean {
	const [was, is] = [before?.auction, after?.auction];
	if (is === undefined) {
		return !(before && after && samePositions(before.positions, after.positions));
	}
	if (was === undefined) return false;
	if (was.startLedger !== is.startLedger) return true;
	return [...was.lot].some(([asset, amount]) => (is.lot.get(asset) ?? 0n) < amount);
}

const samePositions = (a: Positions, b: Positions): boolean =>
	sameBalances(a.collateral, b.collateral) && sameBalances(a.liabilities, b.liabilities);

const sameBalances = (a: ReadonlyMap<number, bigint>, b: ReadonlyMap<number, bigint>): boolean =>
	a.size === b.size && [...a].every(([index, amount]) => b.get(index) === amount);
