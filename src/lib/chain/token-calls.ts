import type { Intent, Invocation } from './operation.ts';
import { address, i128 } from './scval.ts';

/* SEP-41 tokens. */

export const transferCall = (
	token: string,
	from: string,
	to: string,
	amount: bigint
): Invocation => ({
	contract: token,
	fn: 'transfer',
	args: [address(from), address(to), i128(amount)]
});

export const transferIntent = (
	token: string,
	from: string,
	to: string,
	amount: bigint
): Intent => ({ kind: 'invoke', auth: 'source', call: transferCall(token, from, to, amount) });

/** Hands an asset contract over to another administrator; the source is the present one. */
export const setAdminIntent = (token: string, admin: string): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: { contract: token, fn: 'set_admin', args: [address(admin)] }
});
