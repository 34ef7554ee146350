import type { TransactionFate } from '#lib/keeper/ports.ts';
import { stroops } from '#lib/math/amount.ts';
import type { Network } from '#lib/networks.ts';
import { refusalOf } from './errors.ts';
import { decode } from './scval.ts';
import type { TransactionState } from './submit.ts';
import { fillReceipt } from './vault-entries.ts';

/**
 * A transaction's state in the keeper's words, as of the ledger whose entries were read. `undefined` = the answer was of another
 * ledger: a transaction applied after the entries, or not found before them, says nothing about them. Ask again in the next one.
 */
export function fateOf(
	state: TransactionState,
	ledger: number,
	network: Network
): TransactionFate | undefined {
	if (state.kind === 'not-found') {
		if (state.latestLedger < ledger) return undefined;
		return { kind: 'not-found', oldestLedger: state.oldestLedger };
	}
	if (state.ledger > ledger) return undefined;
	const feeCharged = stroops(state.result.feeCharged);
	if (state.kind === 'succeeded') {
		const receipt = state.returned && decode(fillReceipt, state.returned, 'fill receipt');
		return {
			kind: 'succeeded',
			ledger: state.ledger,
			feeCharged,
			receipt: receipt?.ok === true ? receipt.value : undefined
		};
	}
	const refusal = refusalOf(state.failure, network);
	return { kind: 'failed', ledger: state.ledger, feeCharged, refusal };
}
