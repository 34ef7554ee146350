import type { Entries } from '#lib/chain/ledger-entries.ts';
import type { LedgerKey } from '#lib/chain/ledger-keys.ts';
import type { Intent } from '#lib/chain/operation.ts';
import {
	addRouteIntent,
	allowAssetIntent,
	allowPoolIntent,
	seedIntent
} from '#lib/chain/vault-admin-calls.ts';
import {
	assetKey,
	poolAllowedKey,
	readVault,
	routeKey,
	vaultKeys
} from '#lib/chain/vault-entries.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import { ok, type Result } from '#lib/result.ts';
import { pairAddress, type Addresses } from './addresses.ts';
import type { Parties } from './parties.ts';
import type { DeploymentPlan } from './plan.ts';
import { either, exists, type Step } from './step.ts';

/** What the vault may trade with from its first day on. Names are for people. */
export interface VaultSetup {
	readonly vault: string;
	readonly usdc: string;
	readonly pools: readonly { readonly name: string; readonly contract: string }[];
	readonly assets: readonly { readonly name: string; readonly contract: string }[];
	readonly routes: readonly (Parameters<typeof addRouteIntent>[1] & { readonly name: string })[];
	/** USDC that the deployer gives for ever. */
	readonly seed: bigint;
}

/** Allowlists and routes of a network with a lab. */
export function vaultSteps(
	plan: DeploymentPlan,
	addresses: Addresses,
	parties: Parties
): readonly Step[] {
	const { contracts, tokens } = addresses;
	const traded = [...new Set(plan.pairs.map(({ token }) => token))];
	return setupSteps(
		{
			vault: contracts.vault,
			usdc: tokens.USDC.contract,
			pools: [{ name: 'the pool', contract: contracts.pool }],
			assets: traded.map((name) => ({ name, contract: tokens[name].contract })),
			routes: plan.pairs.map(({ name, token, eventBytes }) => ({
				name,
				token: tokens[token].contract,
				venue: pairAddress(addresses, name),
				eventBytes
			})),
			seed: plan.seed
		},
		parties
	);
}

/** Allowlists and routes, then the seed that opens the vault and seals them. */
export function setupSteps(
	setup: VaultSetup,
	{ deployer }: Pick<Parties, 'deployer'>
): readonly Step[] {
	const { vault, usdc } = setup;
	const isOpen = (entries: Entries): Result<boolean, ReadError> => {
		const state = readVault(entries, vault, usdc);
		return state.ok ? ok(state.value.open) : state;
	};
	/** Sealed with the seed: whatever is missing then stays missing. */
	const setting = (title: string, key: LedgerKey, intent: Intent): Step => ({
		title,
		keys: [key, ...vaultKeys(vault, usdc)],
		done: either(exists(key), isOpen),
		by: 'deployer',
		intent
	});
	return [
		...setup.pools.map(({ name, contract }) =>
			setting(`allow ${name}`, poolAllowedKey(vault, contract), allowPoolIntent(vault, contract))
		),
		...setup.assets.map(({ name, contract }) =>
			setting(`allow ${name}`, assetKey(vault, contract), allowAssetIntent(vault, contract))
		),
		...setup.routes.map(({ name, ...route }, id) =>
			setting(`add the route over ${name}`, routeKey(vault, id), addRouteIntent(vault, route))
		),
		{
			title: 'seed the vault',
			keys: vaultKeys(vault, usdc),
			done: isOpen,
			by: 'deployer',
			intent: seedIntent(vault, usdc, deployer, setup.seed)
		}
	];
}
