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

/** Allowlists and routes, then the seed that opens the vault and seals them. */
export function vaultSteps(
	plan: DeploymentPlan,
	addresses: Addresses,
	{ deployer }: Parties
): readonly Step[] {
	const { vault, pool } = addresses.contracts;
	const usdc = addresses.tokens.USDC.contract;
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
	const traded = plan.pairs.map(({ token }) => token);
	return [
		setting('allow the pool', poolAllowedKey(vault, pool), allowPoolIntent(vault, pool)),
		...[...new Set(traded)].map((token) => {
			const asset = addresses.tokens[token].contract;
			return setting(`allow ${token}`, assetKey(vault, asset), allowAssetIntent(vault, asset));
		}),
		...plan.pairs.map((pair, id) =>
			setting(
				`add the route over ${pair.name}`,
				routeKey(vault, id),
				addRouteIntent(vault, {
					token: addresses.tokens[pair.token].contract,
					venue: pairAddress(addresses, pair.name),
					eventBytes: pair.eventBytes
				})
			)
		),
		{
			title: 'seed the vault',
			keys: vaultKeys(vault, usdc),
			done: isOpen,
			by: 'deployer',
			intent: seedIntent(vault, usdc, deployer, plan.seed)
		}
	];
}
