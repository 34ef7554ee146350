/** A pause by the vault's admin, of what it stops. It ends by itself. */
export interface Pause {
	readonly scope:
		| { readonly kind: 'all' }
		| { readonly kind: 'pool'; readonly pool: string }
		| { readonly kind: 'asset'; readonly asset: string };
	/** Unix seconds: from then on it stops nothing. */
	readonly until: number;
}

/** The first pause that stops a fill in a pool of an auction with these assets. Equals nectar-vault's `pauses.rs`. */
export const stoppedBy = (
	pauses: readonly Pause[],
	now: number,
	pool: string,
	assets: readonly string[]
): Pause | undefined =>
	pauses.find(({ scope, until }) => {
		if (until <= now) return false;
		switch (scope.kind) {
			case 'all':
				return true;
			case 'pool':
				return scope.pool === pool;
			case 'asset':
				return assets.includes(scope.asset);
		}
	});
