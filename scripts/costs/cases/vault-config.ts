import type { ScVal } from '@stellar/stellar-sdk/xdr';
import { address, bytes, i128, struct, u32, u64, variant } from '#lib/chain/scval.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import { whole } from '../amounts.ts';
import { open, signed, type Call, type Case, type Cases } from '../call.ts';
import type { World } from '../world.ts';

/* How the vault's admin changes it once it is open: announced, at once, or stopped. */

const TIMELOCK_LEDGERS = 13;
const PAUSE_SECS = 3_600;

const vault = ({ scene }: World): string => scene.network.vault;
const pool = ({ scene }: World): ScVal => address(firstOf(scene.network.pools, 'pool').contract);
const asset = ({ scene }: World): ScVal =>
	address(firstOf(scene.network.venues, 'venue').tokens[0]);
const scope = (world: World): ScVal => variant('Pool', pool(world));
const cap = i128(whole(1_000));
const byAdmin = (world: World, fn: string, ...args: readonly ScVal[]): Call =>
	signed(world.scene.deployer, vault(world), fn, args);
const read =
	(fn: string, of: (world: World) => ScVal): Case =>
	(world) =>
		open(world.cast.lp, vault(world), fn, [of(world)]);
const perform = (world: World, call: Call) => world.perform(call.by, call.intent);

/** The largest change there is. */
function proposal(world: World): Call {
	const venue = firstOf(world.scene.network.venues, 'venue');
	const route = struct({
		data: bytes(new Uint8Array(512)),
		event_bytes: u32(496),
		token: address(venue.tokens[0]),
		venue: address(venue.contract)
	});
	return byAdmin(world, 'propose', variant('AddRoute', route));
}

async function typed(world: World): Promise<{ contract: string; call: Call }> {
	const contract = await world.create('nectar-vault', 'vault with types');
	const { address: backstop } = await world.person('backstop');
	const terms = struct({ backstop: address(backstop), cap, margin_bps: u32(1_000) });
	return {
		contract,
		call: signed(world.scene.deployer, contract, 'set_type', [u32(1), terms])
	};
}

async function readType(world: World, fn: string): Promise<Call> {
	const { contract, call } = await typed(world);
	await perform(world, call);
	return open(world.cast.lp, contract, fn, [u32(1)]);
}

export const VAULT_CONFIG: Cases = {
	cancel: async (world) => {
		await perform(world, proposal(world));
		return byAdmin(world, 'cancel', u32(0));
	},
	disable_type: async (world) => {
		const { contract, call } = await typed(world);
		await perform(world, call);
		return signed(world.scene.deployer, contract, 'disable_type', [u32(1)]);
	},
	disallow_asset: (world) => byAdmin(world, 'disallow_asset', asset(world)),
	disallow_pool: (world) => byAdmin(world, 'disallow_pool', pool(world)),
	execute: async (world) => {
		await perform(world, proposal(world));
		await world.wait(TIMELOCK_LEDGERS);
		return byAdmin(world, 'execute', u32(0));
	},
	get_asset_cap: async (world) => {
		await perform(world, byAdmin(world, 'set_asset_cap', asset(world), cap));
		return read('get_asset_cap', asset)(world);
	},
	get_change: async (world) => {
		await perform(world, proposal(world));
		return read('get_change', () => u32(0))(world);
	},
	get_pauses: async (world) => {
		const venue = firstOf(world.scene.network.venues, 'venue');
		const scopes = [scope(world), ...venue.tokens.map((token) => variant('Asset', address(token)))];
		for (const one of [variant('All'), ...scopes]) {
			await perform(world, byAdmin(world, 'pause', one, u64(PAUSE_SECS)));
		}
		return open(world.cast.lp, vault(world), 'get_pauses');
	},
	get_pool_cap: async (world) => {
		await perform(world, byAdmin(world, 'set_pool_cap', pool(world), cap));
		return read('get_pool_cap', pool)(world);
	},
	get_type: (world) => readType(world, 'get_type'),
	is_type_enabled: (world) => readType(world, 'is_type_enabled'),
	pause: (world) => byAdmin(world, 'pause', scope(world), u64(PAUSE_SECS)),
	propose: proposal,
	remove_route: (world) => byAdmin(world, 'remove_route', u32(0)),
	set_asset_cap: (world) => byAdmin(world, 'set_asset_cap', asset(world), cap),
	set_pool_cap: (world) => byAdmin(world, 'set_pool_cap', pool(world), cap),
	set_type: async (world) => (await typed(world)).call,
	unpause: async (world) => {
		await perform(world, byAdmin(world, 'pause', scope(world), u64(PAUSE_SECS)));
		return byAdmin(world, 'unpause', scope(world));
	}
};
