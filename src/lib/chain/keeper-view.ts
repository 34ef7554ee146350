import type { FillCaps } from '#lib/keeper/fill-market.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import type {
	LedgerView,
	MarketView,
	OraclePrice,
	PoolView,
	SessionView,
	VaultView
} from '#lib/keeper/view.ts';
import { stroops, type Stroops, type Usdc } from '#lib/math/amount.ts';
import type { Network, Pool } from '#lib/networks.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { Route } from '#lib/vault/vault-state.ts';
import type { Pair } from '#lib/venues/pair.ts';
import type { Entries } from './ledger-entries.ts';
import { accountKey, instanceKey, type LedgerKey } from './ledger-keys.ts';
import { oracleKeys, readOracleDecimals, readPrice } from './oracle-entries.ts';
import { poolKeys, readPoolBackstop, readPoolConfig, readReserves } from './pool-entries.ts';
import { delegationKey, keeperKey, readDelegation, readKeeper } from './registry-entries.ts';
import { readAccount } from './token-entries.ts';
import {
	assetCapKey,
	assetKey,
	poolAllowedKey,
	poolCapKey,
	readAssetDecimals,
	readCap,
	readPoolAllowed,
	readRoute,
	readVault,
	routeKey,
	vaultKeys
} from './vault-entries.ts';
import { readPair } from './venue-entries.ts';

/** Whose session, on which network. */
export interface SessionScope {
	readonly network: Network;
	readonly operator: string;
	readonly session: string;
}

/** Which pool of which network. */
export interface MarketScope {
	readonly network: Network;
	readonly pool: Pool;
	/** Route ids 0 … routeCount − 1; sealed with the vault's seed. */
	readonly routeCount: number;
}

/** Whose keeper, on which pool of which network. */
export interface KeeperScope extends SessionScope, MarketScope {}

const priced = ({ network, pool }: MarketScope) => [
	...new Set([...pool.assets, network.native.contract])
];
const allowlistable = ({ network, pool }: MarketScope) =>
	[...new Set([...pool.assets, ...network.venues.flatMap(({ tokens }) => tokens)])].filter(
		(asset) => asset !== network.usdc.contract
	);
const cappable = (scope: MarketScope) => [scope.network.usdc.contract, ...allowlistable(scope)];
const routeIds = ({ routeCount }: MarketScope) => Array.from({ length: routeCount }, (_, id) => id);

/** Every key a view needs: the same number each ledger, whatever the number of borrowers. */
export const viewKeys = (scope: KeeperScope): readonly LedgerKey[] => [
	...marketKeys(scope),
	...sessionKeys(scope)
];

/** The keys of what is the same for every keeper. */
export function marketKeys(scope: MarketScope): readonly LedgerKey[] {
	const { network, pool } = scope;
	return [
		...poolKeys(pool.contract, pool.assets),
		...oracleKeys(pool.oracle, priced(scope)),
		...vaultKeys(network.vault, network.usdc.contract),
		poolAllowedKey(network.vault, pool.contract),
		poolCapKey(network.vault, pool.contract),
		...cappable(scope).map((asset) => assetCapKey(network.vault, asset)),
		...allowlistable(scope).map((asset) => assetKey(network.vault, asset)),
		...routeIds(scope).map((id) => routeKey(network.vault, id)),
		...network.venues.map((venue) => instanceKey(venue.contract))
	];
}

export const sessionKeys = ({ network, operator, session }: SessionScope): readonly LedgerKey[] => [
	accountKey(session),
	keeperKey(network.registry, operator),
	delegationKey(network.registry, operator, session)
];

export function readView(
	entries: Entries,
	scope: KeeperScope,
	closedAt: number,
	bid: Stroops
): Result<LedgerView, ReadError> {
	const market = readMarketView(entries, scope, closedAt);
	if (!market.ok) return market;
	const session = readSessionView(entries, scope);
	return session.ok ? ok({ ...market.value, session: session.value, bid }) : session;
}

export function readMarketView(
	entries: Entries,
	scope: MarketScope,
	closedAt: number
): Result<MarketView, ReadError> {
	const pool = readPoolView(entries, scope, closedAt);
	if (!pool.ok) return pool;
	const vault = readVaultView(entries, scope);
	if (!vault.ok) return vault;
	const pairs = new Map<string, Pair>();
	for (const { contract } of scope.network.venues) {
		const pair = readPair(entries, contract);
		// a venue that cannot be read is no venue: its routes fall away, the others stay
		if (pair.ok) pairs.set(contract, pair.value);
	}
	return ok({
		ledger: entries.ledger,
		closedAt,
		pool: pool.value,
		vault: vault.value,
		pairs,
		native: scope.network.native.contract
	});
}

function readPoolView(
	entries: Entries,
	scope: MarketScope,
	closedAt: number
): Result<PoolView, ReadError> {
	const { contract, assets, oracle } = scope.pool;
	const config = readPoolConfig(entries, contract);
	if (!config.ok) return config;
	if (config.value.oracle !== oracle) {
		const detail = `oracle of the pool: expected ${oracle}, found ${config.value.oracle}`;
		return err({ kind: 'malformed', detail });
	}
	const backstop = readPoolBackstop(entries, contract);
	if (!backstop.ok) return backstop;
	const reserves = readReserves(entries, contract, assets);
	if (!reserves.ok) return reserves;
	const ahead = reserves.value.find(({ data }) => data.lastTime > closedAt);
	if (ahead !== undefined) {
		const detail = `reserve ${ahead.asset}: its books of ${ahead.data.lastTime} are later than the ledger's close at ${closedAt}`;
		return err({ kind: 'malformed', detail });
	}
	const decimals = readOracleDecimals(entries, oracle);
	if (!decimals.ok) return decimals;
	const prices = new Map<string, OraclePrice>();
	for (const asset of priced(scope)) {
		const price = readPrice(entries, oracle, asset);
		if (price.ok && price.value !== undefined) prices.set(asset, price.value);
	}
	return ok({
		contract,
		backstop: backstop.value,
		config: config.value,
		reserves: reserves.value,
		oracleDecimals: decimals.value,
		prices
	});
}

function readVaultView(entries: Entries, scope: MarketScope): Result<VaultView, ReadError> {
	const { network, pool } = scope;
	const state = readVault(entries, network.vault, network.usdc.contract);
	if (!state.ok) return state;
	const assets = new Map([[network.usdc.contract, network.usdc.decimals]]);
	for (const asset of allowlistable(scope)) {
		const decimals = readAssetDecimals(entries, network.vault, asset);
		if (!decimals.ok) return decimals;
		if (decimals.value !== undefined) assets.set(asset, decimals.value);
	}
	const routes: Route[] = [];
	for (const id of routeIds(scope)) {
		const route = readRoute(entries, network.vault, id);
		if (!route.ok) return route;
		if (route.value !== undefined) routes.push(route.value);
	}
	const caps = readCaps(entries, scope);
	if (!caps.ok) return caps;
	const allowed = readPoolAllowed(entries, network.vault, pool.contract);
	if (!allowed.ok) return allowed;
	return ok({
		...state.value,
		contract: network.vault,
		usdc: network.usdc.contract,
		poolAllowed: allowed.value,
		caps: caps.value,
		routes,
		assets
	});
}

function readCaps(entries: Entries, scope: MarketScope): Result<FillCaps, ReadError> {
	const { network, pool } = scope;
	const ofPool = readCap(entries, poolCapKey(network.vault, pool.contract), 'the pool');
	if (!ofPool.ok) return ofPool;
	const assets = new Map<string, Usdc>();
	for (const asset of cappable(scope)) {
		const cap = readCap(entries, assetCapKey(network.vault, asset), asset);
		if (!cap.ok) return cap;
		if (cap.value !== undefined) assets.set(asset, cap.value);
	}
	return ok({ pool: ofPool.value, assets });
}

export function readSessionView(
	entries: Entries,
	scope: SessionScope
): Result<SessionView, ReadError> {
	const { network, operator, session } = scope;
	const account = readAccount(entries, session);
	if (!account.ok) return account;
	const keeper = readKeeper(entries, network.registry, operator);
	if (!keeper.ok) return keeper;
	const delegation = readDelegation(entries, network.registry, operator, session);
	if (!delegation.ok) return delegation;
	return ok({
		operator,
		session,
		account: account.value && {
			sequence: account.value.sequence,
			balance: stroops(account.value.balance),
			subentries: account.value.subentries,
			coSigned: account.value.signers.includes(operator)
		},
		operatorEpoch: keeper.value?.epoch,
		delegation: delegation.value
	});
}
