import { decode } from '#lib/chain/scval.ts';
import { confirm } from '#lib/chain/submit.ts';
import { fillReceipt } from '#lib/chain/vault-entries.ts';
import type { Action } from '#lib/keeper/action.ts';
import type { FillReceipt } from '#lib/vault/vault-state.ts';
import type { Racer } from './race.ts';
import { StageError, describeError } from '#lib/deployment/world/stage.ts';
import { type DrivenScene } from './driven-stage.ts';

/** A transaction a keeper sent, as the chain has it. */
export interface SentTransaction {
	readonly keeper: string;
	readonly action: Action;
	readonly hash: string;
	/** Ledger that applied it; `undefined` = it reached none. */
	readonly ledger: number | undefined;
	readonly succeeded: boolean;
	/** txSuccess, txFailed … */
	readonly code: string;
	/** invokeHostFunctionTrapped … */
	readonly operation: string | undefined;
	/** Stroops. */
	readonly feeCharged: bigint;
	readonly resultXdr: string | undefined;
	/** What the vault returned to a fill that succeeded. */
	readonly receipt: FillReceipt | undefined;
}

/** Asks the chain about everything a keeper sent: its own account of the race is not believed. */
export async function sentBy(
	{ stage }: DrivenScene,
	racer: Racer
): Promise<readonly SentTransaction[]> {
	const sent: SentTransaction[] = [];
	for (const item of racer.feed) {
		if (item.kind !== 'sent') continue;
		const state = await confirm(stage.chain.rpc, item.hash, stage.signal);
		if (!state.ok) throw new StageError(`transaction ${item.hash}: ${describeError(state.error)}`);
		const base = { keeper: racer.party.name, action: item.action, hash: item.hash };
		if (state.value.kind === 'not-found') {
			sent.push({
				...base,
				ledger: undefined,
				succeeded: false,
				code: 'notFound',
				operation: undefined,
				feeCharged: 0n,
				resultXdr: undefined,
				receipt: undefined
			});
			continue;
		}
		const { ledger, result, resultXdr } = state.value;
		const returned = state.value.kind === 'succeeded' ? state.value.returned : undefined;
		const receipt =
			item.action.kind === 'fill' && returned !== undefined
				? decode(fillReceipt, returned, 'fill receipt')
				: undefined;
		sent.push({
			...base,
			ledger,
			succeeded: state.value.kind === 'succeeded',
			code: result.code,
			operation: result.operation,
			feeCharged: result.feeCharged,
			resultXdr,
			receipt: receipt?.ok === true ? receipt.value : undefined
		});
	}
	return sent;
}
