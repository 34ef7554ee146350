import type { ScVal } from '@stellar/stellar-sdk/xdr';
import type { Intent, Invocation } from '#lib/chain/operation.ts';
import type { Signer } from '#lib/chain/signer.ts';
import type { World } from './world.ts';

/** The transaction that is measured. */
export interface Call {
	readonly by: Signer;
	readonly intent: Intent;
}

/**
 * Sets a scene in which its entry point costs the most that can be expected, and gives the call. Every case begins
 * with the same world; what it does there is gone before the next.
 */
export type Case = (world: World) => Call | Promise<Call>;
/** The cases of one contract by entry point. One that takes no arguments and lets anybody call it needs none. */
export type Cases = Readonly<Record<string, Case>>;

/** A call that its source authorises, and `under` it what the contract calls in that name. */
export const signed = (
	by: Signer,
	contract: string,
	fn: string,
	args: readonly ScVal[],
	under: readonly Invocation[] = []
): Call => ({
	by,
	intent: { kind: 'invoke', auth: 'source', call: { contract, fn, args, under } }
});

/** A call that nobody needs to authorise. */
export const open = (
	by: Signer,
	contract: string,
	fn: string,
	args: readonly ScVal[] = []
): Call => ({ by, intent: { kind: 'invoke', auth: 'none', call: { contract, fn, args } } });
