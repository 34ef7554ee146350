import { mapKnown, type Known } from '#lib/known.ts';
import type { Delegation } from '#lib/session/delegation.ts';

/** The key of this browser, as the chain has it. */
export interface SessionKeyView {
	readonly address: string;
	readonly delegation: Delegation | undefined;
	readonly state: 'none' | 'live' | 'expired' | 'dead';
	/** `undefined` = the account does not exist. */
	readonly account:
		| { readonly balance: bigint; readonly spendable: bigint; readonly coSigned: boolean }
		| undefined;
}

/** Less than this many seconds to the expiry are said on top of the page. */
export const EXPIRES_SOON = 86_400;

/** What is wrong with the key, first things first; `undefined` = nothing. */
export type KeyTrouble =
	| { readonly kind: 'no-delegation' | 'revoked' | 'expired' | 'no-account' }
	| { readonly kind: 'expiring'; readonly seconds: number }
	| { readonly kind: 'low'; readonly fills: number };

/** `now`: ledger time, unix seconds; `fills`: what its fees still pay for. */
export function keyTrouble(
	key: SessionKeyView,
	now: number | undefined,
	fills: number | undefined,
	lowBelow: number
): KeyTrouble | undefined {
	switch (key.state) {
		case 'none':
			// an approval made its account
			return { kind: key.account === undefined ? 'no-delegation' : 'revoked' };
		case 'dead':
			return { kind: 'revoked' };
		case 'expired':
			return { kind: 'expired' };
		case 'live':
			break;
	}
	if (key.account === undefined) return { kind: 'no-account' };
	const left =
		key.delegation === undefined || now === undefined ? undefined : key.delegation.expiresAt - now;
	if (fills !== undefined && fills < lowBelow) return { kind: 'low', fills };
	return left !== undefined && left < EXPIRES_SOON
		? { kind: 'expiring', seconds: left }
		: undefined;
}

/**
 * The session key of `address` in what is known of its operator. `own`: the means of its account, asked for if the registry does not
 * list the key: a revocation takes it off that list, and leaves its XLM where it is.
 */
export function knownKey(
	known: Known<readonly SessionKeyView[]>,
	address: string,
	own: () => Known<SessionKeyView['account']>
): Known<SessionKeyView> {
	if (known.kind === 'loading' || known.kind === 'unavailable') return known;
	const found = known.value.find((one) => one.address === address);
	if (found !== undefined) return { ...known, value: found };
	return mapKnown(own(), (account) => ({
		address,
		delegation: undefined,
		state: 'none',
		account
	}));
}
