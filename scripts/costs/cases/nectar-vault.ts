import type { ScVal } from '@stellar/stellar-sdk/xdr';
import * as v from 'valibot';
import { trustIntent } from '#lib/chain/classic.ts';
import { address, decode, i128, struct, u32, u64, vec } from '#lib/chain/scval.ts';
import { transferCall, transferIntent } from '#lib/chain/token-calls.ts';
import {
	addRouteIntent,
	allowAssetIntent,
	allowPoolIntent,
	seedIntent
} from '#lib/chain/vault-admin-calls.ts';
import { claimRewardsIntent, swapValue } from '#lib/chain/vault-calls.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import { whole } from '../amounts.ts';
import { fillOf, ripeAuction } from '../auction.ts';
import { open, signed, type Call, type Case, type Cases } from '../call.ts';
import { adminCases } from './admin.ts';
import type { World } from '../world.ts';

const AMOUNT = whole(1_000);
const LIFE_LEDGERS = 10_000;
const VESTED_SECS = 2 * 86_400;

const read =
	(fn: string, ...args: readonly ((world: World) => ScVal)[]): Case =>
	(world) =>
		open(
			world.cast.lp,
			world.scene.network.vault,
			fn,
			args.map((of) => of(world))
		);
const lp = ({ cast }: World): ScVal => address(cast.lp.address);
const keeper = ({ cast }: World) => {
	const [first] = cast.keepers;
	if (first === undefined) throw new Error('expected a keeper');
	return first;
};
const amount = (): ScVal => i128(AMOUNT);

/** A depositor who brings more money, and whose earlier deposit is unlocked. */
async function deposits(
	world: World,
	fn: string,
	paid: bigint,
	...more: readonly ScVal[]
): Promise<Call> {
	const { cast, scene, perform } = world;
	const { usdc, vault } = scene.network;
	const who = cast.lp.address;
	await perform(
		scene.deployer,
		transferIntent(usdc.contract, scene.deployer.address, who, 2n * AMOUNT)
	);
	const self = address(who);
	return signed(
		cast.lp,
		vault,
		fn,
		[i128(AMOUNT), self, self, self, ...more],
		[transferCall(usdc.contract, who, vault, paid)]
	);
}

/** A share is worth more than 1 USDC; how much exactly stands still only when every profit has vested. */
async function costOfShares({ scene, cast }: World): Promise<bigint> {
	await scene.stage.warp(VESTED_SECS);
	const fn = 'preview_mint';
	const call = { contract: scene.network.vault, fn, args: [i128(AMOUNT)] };
	const done = await scene.stage.perform('a preview', cast.lp, {
		kind: 'invoke',
		auth: 'none',
		call
	});
	const value = done.returned === undefined ? undefined : decode(v.bigint(), done.returned, fn);
	if (value?.ok !== true) throw new Error(`${fn} returned no amount`);
	return value.value;
}

/** Somebody with unlocked shares leaves. */
function exits({ cast, scene }: World, fn: string, ...more: readonly ScVal[]): Call {
	const self = address(cast.lp.address);
	return signed(cast.lp, scene.network.vault, fn, [i128(AMOUNT), self, self, self, ...more]);
}

/** A spender whom the LP has given an allowance. */
async function spends(world: World, fn: string, args: readonly ScVal[]): Promise<Call> {
	const spender = await world.person('spender');
	const allowance = await approval(world, spender.address);
	await world.perform(allowance.by, allowance.intent);
	return signed(spender, world.scene.network.vault, fn, [address(spender.address), ...args]);
}

async function approval({ cast, scene }: World, spender: string): Promise<Call> {
	const { ledger } = await scene.stage.head();
	const args = [
		address(cast.lp.address),
		address(spender),
		i128(AMOUNT),
		u32(ledger + LIFE_LEDGERS)
	];
	return signed(cast.lp, scene.network.vault, 'approve', args);
}

async function fill(world: World): Promise<Call> {
	const { order } = await ripeAuction(world);
	return fillOf(world, order);
}

/** A vault that is not open yet. */
const closedVault = (world: World): Promise<string> => world.create('nectar-vault', 'closed vault');

/** One that is not open either, with a registry that knows it. */
async function unseededVault(world: World): Promise<string> {
	const { usdc, native } = world.scene.network;
	const [vault, registry] = ['vault to seed', 'registry of it'];
	const cash = address(usdc.contract);
	const [admin, , ...more] = world.creation('nectar-vault', vault).args;
	if (admin === undefined) throw new Error('expected an admin');
	await world.create('keeper-registry', registry, [
		admin,
		struct({
			native: address(native.contract),
			unstake_delay_secs: u64(0),
			usdc: cash,
			vault: address(world.at(vault))
		})
	]);
	const config = struct({
		registry: address(world.at(registry)),
		timelock_secs: u64(60),
		usdc: cash
	});
	return world.create('nectar-vault', vault, [admin, config, ...more]);
}

export const NECTAR_VAULT: Cases = {
	...adminCases((world) => world.scene.network.vault, 'until a ledger'),
	add_route: async (world) => {
		const { network, deployer } = world.scene;
		const vault = await closedVault(world);
		const { tokens, contract } = firstOf(network.venues, 'venue');
		await world.perform(deployer, allowAssetIntent(vault, tokens[0]));
		const route = { token: tokens[0], venue: contract, eventBytes: 496 };
		return { by: deployer, intent: addRouteIntent(vault, route) };
	},
	allow_asset: async (world) => ({
		by: world.scene.deployer,
		intent: allowAssetIntent(await closedVault(world), world.scene.network.native.contract)
	}),
	allow_pool: async (world) => ({
		by: world.scene.deployer,
		intent: allowPoolIntent(
			await closedVault(world),
			firstOf(world.scene.network.pools, 'pool').contract
		)
	}),
	allowance: read('allowance', lp, lp),
	approve: async (world) => approval(world, (await world.person('spender')).address),
	balance: read('balance', lp),
	burn: ({ cast, scene }) =>
		signed(cast.lp, scene.network.vault, 'burn', [address(cast.lp.address), i128(AMOUNT)]),
	burn_from: (world) => spends(world, 'burn_from', [lp(world), amount()]),
	claim_rewards: async (world) => {
		const { usdc, vault } = world.scene.network;
		const { operator } = keeper(world);
		const earned = await fill(world);
		await world.perform(earned.by, earned.intent);
		await world.perform(operator, trustIntent(usdc.code, usdc.issuer ?? ''));
		return { by: world.cast.lp, intent: claimRewardsIntent(vault, operator.address) };
	},
	convert_to_assets: read('convert_to_assets', amount),
	convert_to_shares: read('convert_to_shares', amount),
	deposit: (world) => deposits(world, 'deposit', AMOUNT),
	deposit_min: (world) => deposits(world, 'deposit_min', AMOUNT, i128(1n)),
	fill,
	get_route: read('get_route', () => u32(0)),
	get_tranche: read('get_tranche', lp),
	is_asset_allowed: read('is_asset_allowed', lp),
	is_pool_allowed: read('is_pool_allowed', lp),
	max_deposit: read('max_deposit', lp),
	max_mint: read('max_mint', lp),
	max_redeem: read('max_redeem', lp),
	max_withdraw: read('max_withdraw', lp),
	mint: async (world) => deposits(world, 'mint', await costOfShares(world)),
	preview_deposit: read('preview_deposit', amount),
	preview_mint: read('preview_mint', amount),
	preview_redeem: read('preview_redeem', amount),
	preview_withdraw: read('preview_withdraw', amount),
	redeem: (world) => exits(world, 'redeem'),
	redeem_min: (world) => exits(world, 'redeem_min', i128(1n)),
	reward_of: read('reward_of', lp),
	seed: async (world) => {
		const { network, deployer } = world.scene;
		const vault = await unseededVault(world);
		return {
			by: deployer,
			intent: seedIntent(vault, network.usdc.contract, deployer.address, whole(10))
		};
	},
	sell_leftover: async (world) => {
		const { network, deployer } = world.scene;
		const { tokens } = firstOf(network.venues, 'venue');
		const left = transferIntent(tokens[0], deployer.address, network.vault, AMOUNT);
		await world.perform(deployer, left);
		const swaps = vec([swapValue({ token: tokens[0], route: 0, weightBps: 10_000 })]);
		const pool = firstOf(network.pools, 'pool').contract;
		return open(world.cast.lp, network.vault, 'sell_leftover', [
			address(pool),
			address(tokens[0]),
			swaps
		]);
	},
	set_params: async (world) => {
		const vault = await closedVault(world);
		const params = world.creation('nectar-vault', 'its parameters').args[2];
		if (params === undefined) throw new Error('expected parameters');
		return signed(world.scene.deployer, vault, 'set_params', [params]);
	},
	skim: async (world) => {
		const { network, deployer } = world.scene;
		const gift = transferIntent(network.usdc.contract, deployer.address, network.vault, AMOUNT);
		await world.perform(deployer, gift);
		return open(world.cast.lp, network.vault, 'skim');
	},
	transfer: async (world) => {
		const { address: to } = await world.person('receiver');
		const args = [lp(world), address(to), amount()];
		return signed(world.cast.lp, world.scene.network.vault, 'transfer', args);
	},
	transfer_from: (world) => spends(world, 'transfer_from', [lp(world), lp(world), amount()]),
	unlocked_shares: read('unlocked_shares', lp),
	withdraw: (world) => exits(world, 'withdraw')
};
