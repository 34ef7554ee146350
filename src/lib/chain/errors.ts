import { poolErrorKind } from '#lib/blend/pool-errors.ts';
import type { Refusal, RefusalKind } from '#lib/keeper/refusal.ts';
import type { Network } from '#lib/networks.ts';
import { CONSUME_ERROR } from '#lib/session/usable.ts';
import type { ContractFailure } from './contract-failure.ts';

/** nectar-vault's codes that a fill can meet. */
const VAULT_ERROR: Readonly<Record<number, RefusalKind>> = {
	2115: 'vault-not-open',
	2140: 'auction-type-not-enabled',
	2141: 'bad-order',
	2142: 'not-allowlisted',
	2143: 'not-allowlisted',
	2144: 'not-allowlisted',
	2145: 'bad-order',
	2146: 'not-allowlisted',
	2147: 'too-many-legs',
	2148: 'auction-gone',
	2149: 'auction-not-started',
	2150: 'empty-lot',
	2151: 'pool-unreadable',
	2152: 'price-missing',
	2153: 'price-stale',
	2154: 'vault-position',
	2155: 'custody-check',
	2156: 'fill-cap',
	2157: 'custody-check',
	2158: 'custody-check',
	2160: 'profit-too-low',
	2161: 'profit-too-low',
	2162: 'profit-too-low',
	2163: 'profit-too-low',
	2180: 'fill-cap',
	2181: 'fill-cap',
	2183: 'fills-paused',
	2184: 'fills-paused',
	2185: 'fills-paused',
	2191: 'bad-order',
	2192: 'pool-unreadable',
	2193: 'bad-order',
	2194: 'fill-cap',
	2195: 'fill-cap',
	2196: 'custody-check',
	2197: 'custody-check'
};
const REGISTRY_ERROR: Readonly<Record<number, RefusalKind>> = CONSUME_ERROR;

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
			return VAULT_ERROR[code] ?? 'unknown-code';
		case 'registry':
			return REGISTRY_ERROR[code] ?? 'unknown-code';
		case 'venue':
			return 'venue-refused';
		case 'token':
			return 'token-refused';
		case 'unknown':
			return 'unknown-code';
	}
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
	if (code >= 2100 && code <= 2199) return 'vault';
	return code >= 2400 && code <= 2499 ? 'venue' : 'unknown';
}
