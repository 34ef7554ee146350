import type { PoolErrorKind } from '#lib/blend/pool-errors.ts';
import type { SessionRefusal } from '#lib/session/usable.ts';

/** Errors of nectar-vault that a fill can meet. */
export type VaultErrorKind =
	| 'vault-not-open'
	| 'auction-type-not-enabled'
	| 'bad-order'
	| 'not-allowlisted'
	| 'too-many-legs'
	| 'auction-gone'
	| 'auction-not-started'
	| 'empty-lot'
	| 'pool-unreadable'
	| 'price-missing'
	| 'price-stale'
	| 'vault-position'
	| 'fill-cap'
	/** By the vault's admin: all fills, those in the pool or of an asset of the auction. */
	| 'fills-paused'
	| 'custody-check'
	| 'profit-too-low';

export type RefusalKind =
	| PoolErrorKind
	| VaultErrorKind
	| SessionRefusal
	| 'venue-refused'
	| 'token-refused'
	/** The host stopped the call without a code: budget, footprint, a trap. */
	| 'trap'
	/** The network did not accept the transaction: sequence, fee, bounds. */
	| 'network-refused'
	/** A code this program does not know. */
	| 'unknown-code';

/** Why a call failed, in our words, with what the chain said. */
export interface Refusal {
	readonly kind: RefusalKind;
	/** Contract and code, or the host's text. */
	readonly detail: string;
}
