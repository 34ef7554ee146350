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

/** What a delegation says, whoever it is for. */
export interface SessionTerms {
	readonly session: string;
	/** Stroops from the operator to the session account; 0 accepted. */
	readonly float: bigint;
	/** Unix seconds. */
	readonly expiresAt: number;
	readonly limits: Limits;
}

/** For an operator who is registered: delegates to another key, or replaces the delegation of the same one. */
export const grantSessionIntent = (
	contracts: { readonly registry: string; readonly native: string },
	operator: string,
	terms: SessionTerms
): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: {
		contract: contracts.registry,
		fn: 'grant_session',
		args: [address(operator), ...termsValues(terms)],
		under: floatCalls(contracts.native, operator, terms)
	}
});

/** One key ends, another begins. The old one takes no part, so a thief cannot name its successor. */
export const rotateSessionIntent = (
	contracts: { readonly registry: string; readonly native: string },
	operator: string,
	old: string,
	terms: SessionTerms
): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: {
		contract: contracts.registry,
		fn: 'rotate_session',
		args: [address(operator), address(old), ...termsValues(terms)],
		under: floatCalls(contracts.native, operator, terms)
	}
});

const termsValues = ({ session, float, expiresAt, limits }: SessionTerms) => [
	address(session),
	i128(float),
	u64(expiresAt),
	limitsValue(limits)
];

const floatCalls = (native: string, operator: string, { session, float }: SessionTerms) =>
	float > 0n ? [transferCall(native, operator, session, float)] : [];

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

/** Ends every delegation that the operator ever made. */
export const revokeAllIntent = (registry: string, operator: string): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: { contract: registry, fn: 'revoke_all', args: [address(operator)] }
});
