import * as v from 'valibot';
import type { ReadError } from '#lib/keeper/ports.ts';
import { shares, usdc, type Shares, type Usdc } from '#lib/math/amount.ts';
import { ok, type Result } from '#lib/result.ts';
import type { Books } from '#lib/vault/total-assets.ts';
import type { Pause } from '#lib/vault/pause.ts';
import type { Tranche } from '#lib/vault/tranche.ts';
import type { FillReceipt, Route, VaultParams } from '#lib/vault/vault-state.ts';
import type { VestingBucket } from '#lib/vault/vesting.ts';
import { decimals, nonNegative } from './bounds.ts';
import { readOptional, requireInstance } from './contract-entries.ts';
import type { Entries } from './ledger-entries.ts';
import { instanceKey, persistentKey, type LedgerKey } from './ledger-keys.ts';
import { address, u32, variant } from './scval.ts';
import { contractBalanceKey, readContractBalance } from './token-entries.ts';

/* Storage of nectar-vault. */

const amount = v.pipe(v.bigint(), v.transform(usdc));
const seconds = v.pipe(v.bigint(), v.transform(Number));
const hex = (bytes: Uint8Array): string =>
	Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const params = v.pipe(
	v.object({
		cooldown_secs: seconds,
		deposit_cap: amount,
		edge_share_bps: v.number(),
		fee_bps: v.number(),
		fill_cap_bps: v.number(),
		max_price_age_secs: seconds,
		max_slippage_bps: v.number(),
		min_margin_bps: v.number(),
		min_profit: amount,
		profit_unlock_secs: seconds
	}),
	v.transform((raw): VaultParams => ({
		cooldownSecs: raw.cooldown_secs,
		depositCap: raw.deposit_cap,
		edgeShareBps: raw.edge_share_bps,
		feeBps: raw.fee_bps,
		fillCapBps: raw.fill_cap_bps,
		maxPriceAgeSecs: raw.max_price_age_secs,
		maxSlippageBps: raw.max_slippage_bps,
		minMarginBps: raw.min_margin_bps,
		minProfit: raw.min_profit,
		profitUnlockSecs: raw.profit_unlock_secs
	}))
);
const books = v.object({ booked: amount, owed: amount });
const bucket = v.pipe(
	v.object({ amount: v.pipe(nonNegative, v.transform(usdc)), start: seconds, end: seconds }),
	v.check(({ start, end }) => start < end, 'expected a vesting that ends after it begins')
);
const cap = v.pipe(nonNegative, v.transform(usdc));
/** `Map<Scope, u64>`: the scope, a vec, comes out as its items with commas between. */
const pauses = v.pipe(
	v.record(v.pipe(v.string(), v.regex(/^(All|(Pool|Asset),C[A-Z2-7]{55})$/)), seconds),
	v.transform((raw) =>
		Object.entries(raw).map(([scope, until]): Pause => ({ scope: scopeOf(scope), until }))
	)
);
function scopeOf(text: string): Pause['scope'] {
	const [name, contract = ''] = text.split(',');
	if (name === 'Pool') return { kind: 'pool', pool: contract };
	return name === 'Asset' ? { kind: 'asset', asset: contract } : { kind: 'all' };
}
const tranche = v.pipe(
	v.object({ locked_shares: nonNegative, unlock_at: seconds }),
	v.transform((raw): Tranche => ({
		lockedShares: shares(raw.locked_shares),
		unlockAt: raw.unlock_at
	}))
);
const route = v.object({
	data: v.pipe(
		v.instance(Uint8Array),
		v.transform((raw) => hex(raw))
	),
	event_bytes: v.number(),
	token: v.string(),
	venue: v.string()
});

/** What the vault stores about itself; `total_assets` follows from it and a time. */
export interface VaultEntries {
	/** False until the seed opened it. */
	readonly open: boolean;
	readonly params: VaultParams;
	readonly books: Books;
	readonly vesting: readonly VestingBucket[];
	/** USDC on the vault's own balance. */
	readonly balance: Usdc;
	/** USDC out with bonded draws, which `total_assets` counts as if it were there. */
	readonly drawn: Usdc;
	readonly totalShares: Shares;
	readonly routeCount: number;
	/** Also those that are over. */
	readonly pauses: readonly Pause[];
}

const totalSupplyKey = (vault: string) => persistentKey(vault, variant('TotalSupply'));
export const vaultKeys = (vault: string, usdcContract: string): readonly LedgerKey[] => [
	instanceKey(vault),
	contractBalanceKey(usdcContract, vault),
	totalSupplyKey(vault)
];
export const poolAllowedKey = (vault: string, pool: string): LedgerKey =>
	persistentKey(vault, variant('Pool', address(pool)));
export const assetKey = (vault: string, asset: string): LedgerKey =>
	persistentKey(vault, variant('Asset', address(asset)));
export const routeKey = (vault: string, id: number): LedgerKey =>
	persistentKey(vault, variant('Route', u32(id)));
export const poolCapKey = (vault: string, pool: string): LedgerKey =>
	persistentKey(vault, variant('PoolCap', address(pool)));
export const assetCapKey = (vault: string, asset: string): LedgerKey =>
	persistentKey(vault, variant('AssetCap', address(asset)));
export const rewardKey = (vault: string, operator: string): LedgerKey =>
	persistentKey(vault, variant('Reward', address(operator)));
export const shareBalanceKey = (vault: string, account: string): LedgerKey =>
	persistentKey(vault, variant('Balance', address(account)));

export const trancheKey = (vault: string, account: string): LedgerKey =>
	persistentKey(vault, variant('Tranche', address(account)));

export function readVault(
	entries: Entries,
	vault: string,
	usdcContract: string
): Result<VaultEntries, ReadError> {
	const instance = requireInstance(entries, vault, 'vault');
	if (!instance.ok) return instance;
	const has = (name: string) => instance.value.has(name);
	const limits = instance.value.field('Params', params);
	if (!limits.ok) return limits;
	const booked = has('Books')
		? instance.value.field('Books', books)
		: ok({ booked: usdc(0n), owed: usdc(0n) });
	if (!booked.ok) return booked;
	const vesting = has('Vesting') ? instance.value.field('Vesting', v.array(bucket)) : ok([]);
	if (!vesting.ok) return vesting;
	const routes = has('Routes') ? instance.value.field('Routes', v.number()) : ok(0);
	if (!routes.ok) return routes;
	const paused = has('Pauses') ? instance.value.field('Pauses', pauses) : ok([]);
	if (!paused.ok) return paused;
	const open = has('Open') ? instance.value.field('Open', v.boolean()) : ok(false);
	if (!open.ok) return open;
	const drawn = has('Drawn') ? instance.value.field('Drawn', cap) : ok(usdc(0n));
	if (!drawn.ok) return drawn;
	const balance = readContractBalance(entries, usdcContract, vault);
	if (!balance.ok) return balance;
	const supply = readOptional(entries, totalSupplyKey(vault), v.bigint(), 'share supply');
	if (!supply.ok) return supply;
	return ok({
		open: open.value,
		params: limits.value,
		books: booked.value,
		vesting: vesting.value,
		balance: usdc(balance.value),
		drawn: drawn.value,
		totalShares: shares(supply.value ?? 0n),
		routeCount: routes.value,
		pauses: paused.value
	});
}

/** `undefined` = the id names no route. */
export function readRoute(
	entries: Entries,
	vault: string,
	id: number
): Result<Route | undefined, ReadError> {
	const read = readOptional(entries, routeKey(vault, id), route, `route ${id}`);
	if (!read.ok || read.value === undefined) return read as Result<undefined, ReadError>;
	const { data, event_bytes: eventBytes, token, venue } = read.value;
	return ok({ id, token, venue, data, eventBytes });
}

export function readPoolAllowed(
	entries: Entries,
	vault: string,
	pool: string
): Result<boolean, ReadError> {
	const read = readOptional(entries, poolAllowedKey(vault, pool), v.boolean(), 'allowlisted pool');
	return read.ok ? ok(read.value ?? false) : read;
}

/** Decimals under which an asset is allowlisted; `undefined` = it is not. */
export const readAssetDecimals = (
	entries: Entries,
	vault: string,
	asset: string
): Result<number | undefined, ReadError> =>
	readOptional(entries, assetKey(vault, asset), decimals, `allowlisted asset ${asset}`);

/** A cap on what one fill may spend; `undefined` = none. */
export const readCap = (
	entries: Entries,
	key: LedgerKey,
	what: string
): Result<Usdc | undefined, ReadError> => readOptional(entries, key, cap, `cap of ${what}`);

/** Rewards the vault owes an operator. */
export function readReward(
	entries: Entries,
	vault: string,
	operator: string
): Result<Usdc, ReadError> {
	const read = readOptional(entries, rewardKey(vault, operator), amount, `reward of ${operator}`);
	return read.ok ? ok(read.value ?? usdc(0n)) : read;
}

export function readShareBalance(
	entries: Entries,
	vault: string,
	account: string
): Result<Shares, ReadError> {
	const key = shareBalanceKey(vault, account);
	const read = readOptional(entries, key, v.bigint(), `shares of ${account}`);
	return read.ok ? ok(shares(read.value ?? 0n)) : read;
}

/** `undefined` = the account never deposited. */
export const readTranche = (
	entries: Entries,
	vault: string,
	account: string
): Result<Tranche | undefined, ReadError> =>
	readOptional(entries, trancheKey(vault, account), tranche, `locked shares of ${account}`);

/** What `fill` returns. */
export const fillReceipt = v.object({
	age: v.number(),
	edge: amount,
	fee: amount,
	profit: amount,
	spent: amount
}) satisfies v.GenericSchema<unknown, FillReceipt>;
