/** The session account and its delegation, as the worker last read them. */
export interface SessionState {
	readonly address: string;
	/** Stroops that can be spent on fees; `undefined` = the account does not exist. */
	readonly spendable: bigint | undefined;
	/** The operator can merge the account without the key. */
	readonly coSigned: boolean;
	readonly delegation:
		| { readonly kind: 'none' }
		| { readonly kind: 'revoked' }
		| { readonly kind: 'live' | 'expired'; readonly expiresAt: number; readonly fillsLeft: number };
	/** Average fee of this key's fills so far; `undefined` before the first one. */
	readonly feePerFill: bigint | undefined;
}
