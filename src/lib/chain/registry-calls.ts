import type { Limits } from '#lib/session/delegation.ts';
import type { Intent } from './operation.ts';
import { address, i128, string, struct, u32, u64, vec } from './scval.ts';
import { transferCall } from './token-calls.ts';

/* Calls to keeper-registry. */

export interface Registration {
	readonly operator: string;
	readonly name: string;
	/** USDC, 7 decimals; may be 0. */
	readonly stake: bigint;
	readonly session: string;
	/** Stroops that create and fund the session account. */
	readonly float: bigint;
	/** Unix seconds. */
	readonly expiresAt: number;
	readonly limits: Limits;
}

/** The one approval: registers the operator, creates and funds the session account, stores the delegation. */
export function registerWithSessionIntent(
	contracts: { readonly registry: string; readonly usdc: string; readonly native: string },
	registration: Registration
): Intent {
	const { operator, session, stake, float } = registration;
	const { registry, usdc, native } = contracts;
	return {
		kind: 'invoke',
		auth: 'source',
		call: {
			contract: registry,
			fn: 'register_with_session',
			args: [
				address(operator),
				string(registration.name),
				i128(stake),
				address(session),
				i128(float),
				u64(registration.expiresAt),
				limitsValue(registration.limits)
			],
			under: [
				...(stake > 0n ? [transferCall(usdc, operator, registry, stake)] : []),
				...(float > 0n ? [transferCall(native, operator, session, float)] : [])
			]
		}
	};
}

const limitsValue = (limits: Limits) =>
	struct({
		fills_per_hour: u32(limits.fillsPerHour),
		max_usdc_per_fill: i128(limits.maxUsdcPerFill),
		pools: vec(limits.pools.map(address))
	});

export const revokeSessionIntent = (
	registry: string,
	caller: string,
	operator: string,
	session: string
): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: {
		contract: registry,
		fn: 'revoke_session',
		args: [address(caller), address(operator), address(session)]
	}
});
