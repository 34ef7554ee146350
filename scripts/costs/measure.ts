import { awaitApplied, sendIntent } from '#lib/chain/transact.ts';
import { describeError } from '#lib/deployment/world/stage.ts';
import { appliedCost, type AppliedCost } from './applied.ts';
import type { Call } from './call.ts';
import type { Cost } from './limits.ts';
import { memoryOf } from './memory.ts';
import type { World } from './world.ts';

export interface Measured extends AppliedCost, Cost {}

/** Simulates a call, narrows its memory, applies it, and asks the chain what it cost. */
export async function measure({ scene }: World, { by, intent }: Call): Promise<Measured> {
	const { stage } = scene;
	const { chain, signal } = stage;
	// in the ledger of the last change of its scene a pool charges no interest, in the next it does
	await stage.closeLedger();
	const sent = await sendIntent(chain, by, intent, signal);
	if (!sent.ok) throw new Error(describeError(sent.error));
	const { xdr, hash } = sent.value;
	const memory = await memoryOf(chain.rpc, xdr, signal);
	const done = await awaitApplied(chain, sent.value, signal);
	if (!done.ok) throw new Error(describeError(done.error));
	return { ...(await appliedCost(chain.rpc, hash, signal)), memory };
}
