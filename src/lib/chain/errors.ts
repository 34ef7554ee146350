import { poolErrorKind } from '#lib/blend/pool-errors.ts';
import type { Refusal, RefusalKind } from '#lib/keeper/refusal.ts';
import type { Network } from '#lib/networks.ts';
import { contractError, type ErrorName, type OwnContract } from './contract-error.ts';
import type { ContractFailure } from './contract-failure.ts';

/** What an error means to a keeper, by its name: one the contract does not have does not compile. */
type Kinds<C extends OwnContract> = Readonly<Partial<Record<ErrorName<C>, RefusalKind>>>;

/** Errors of nectar-vault that a fill can meet. */
const VAULT_ERROR: Kinds<'nectar-vault'> = {
	NotOpen: 'vault-not-open',
	AuctionTypeNotEnabled: 'auction-type-not-enabled',
	BadPercent: 'bad-order',
	PoolNotAllowed: 'not-allowlisted',
	AssetNotAllowed: 'not-allowlisted',
	RouteNotAllowed: 'not-allowlisted',
	BadWeights: 'bad-order',
	RouteMissing: 'not-allowlisted',
	TooManyLegs: 'too-many-legs',
	AuctionGone: 'auction-gone',
	AuctionNotStarted: 'auction-not-started',
	EmptyLot: 'empty-lot',
	PoolUnreadable: 'pool-unreadable',
	PriceMissing: 'price-missing',
	PriceStale: 'price-stale',
	OwnPosition: 'vault-position',
	BoughtInexact: 'custody-check',
	FillCapExceeded: 'fill-cap',
	NotAtHand: 'fill-cap',
	PositionLeft: 'custody-check',
	TokenFell: 'custody-check',
	NotBackstop: 'bad-order',
	BackstopUnreadable: 'pool-unreadable',
	NotTheBackstopToken: 'bad-order',
	TypeCapExceeded: 'fill-cap',
	CometCapExceeded: 'fill-cap',
	AllowanceLeft: 'custody-check',
	BackstopTokenLeft: 'custody-check',
	ProfitBelowOrder: 'profit-too-low',
	ProfitBelowMinimum: 'profit-too-low',
	ProfitBelowMargin: 'profit-too-low',
	ProfitBelowEdge: 'profit-too-low',
	PoolCapExceeded: 'fill-cap',
	AssetCapExceeded: 'fill-cap',
	FillsPaused: 'fills-paused',
	PoolPaused: 'fills-paused',
	AssetPaused: 'fills-paused'
};
/** Errors of keeper-registry's `consume`. */
const REGISTRY_ERROR: Kinds<'keeper-registry'> = {
	NoSession: 'no-session',
	SessionRevoked: 'revoked',
	SessionExpired: 'expired',
	PoolNotInSession: 'pool-not-allowed',
	OverUsdcLimit: 'over-usdc-limit',
	OverFillLimit: 'over-fill-limit'
};

type Role = 'pool' | 'vault' | 'registry' | 'venue' | 'token' | 'unknown';

/**
 * The one place where a contract's error becomes a word of ours: by (contract, code), as codes repeat across contracts.
 * Where the events did not name the contract, only codes of our own reserved ranges are trusted.
 */
export function refusalOf(failure: ContractFailure, network: Network): Refusal {
	const { contract, code, text } = failure;
	if (code === undefined) return { kind: 'trap', detail: text };
	const role = contract === undefined ? roleByRange(code) : roleOf(contract, network);
	return { kind: kindOf(role, code), detail: `${role} error ${code}` };
}

function kindOf(role: Role, code: number): RefusalKind {
	switch (role) {
		case 'pool':
			return poolErrorKind(code) ?? 'unknown-code';
		case 'vault':
			return ownKind('nectar-vault', VAULT_ERROR, code);
		case 'registry':
			return ownKind('keeper-registry', REGISTRY_ERROR, code);
		case 'venue':
			return 'venue-refused';
		case 'token':
			return 'token-refused';
		case 'unknown':
			return 'unknown-code';
	}
}

function ownKind<C extends OwnContract>(contract: C, kinds: Kinds<C>, code: number): RefusalKind {
	const error = contractError(contract, code);
	return (error === undefined ? undefined : kinds[error.name]) ?? 'unknown-code';
}

function roleOf(contract: string, network: Network): Role {
	if (contract === network.vault) return 'vault';
	if (contract === network.registry) return 'registry';
	if (network.pools.some((pool) => pool.contract === contract)) return 'pool';
	if (network.venues.some((venue) => venue.contract === contract)) return 'venue';
	const tokens = [network.usdc, network.native, ...network.tokens];
	return tokens.some((token) => token.contract === contract) ? 'token' : 'unknown';
}

function roleByRange(code: number): Role {
	if (code >= 1200 && code <= 1299) return 'pool';
	if (code >= 2000 && code <= 2099) return 'registry';
	if ((code >= 2100 && code <= 2199) || (code >= 2350 && code <= 2379)) return 'vault';
	return code >= 2400 && code <= 2499 ? 'venue' : 'unknown';
}
