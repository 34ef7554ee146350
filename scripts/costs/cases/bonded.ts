import type { ScVal } from '@stellar/stellar-sdk/xdr';
import { trustIntent } from '#lib/chain/classic.ts';
import { address, i128, string, struct, u32, u64, variant } from '#lib/chain/scval.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { transferCall } from '#lib/chain/token-calls.ts';
import { whole } from '../amounts.ts';
import { open, signed, type Call, type Cases } from '../call.ts';
import { holder } from '../holder.ts';
import type { World } from '../world.ts';
import { keyed, registry } from './keeper-registry.ts';

/* Bonded draws. The world's vault enables them as any open one does; its ring of vesting profits is full. */

const TIMELOCK_LEDGERS = 13;
const TIMEOUT_SECS = 3_600;
const STAKE = whole(500);
const DRAWN = whole(20);
const RETURNED = whole(5);
/** A stake of 2 stroops covers a draw of 1 with its bounty, and not the fee of both its hours: a stroop goes missing. */
const DUST = { stake: 2n, drawn: 1n, missing: 1n } as const;
const NAME = 'a keeper with a name of 32 bytes';

const TERMS = struct({
	bounty_bps: u32(500),
	cap_bps: u32(2_000),
	daily_fee_bps: u32(10),
	slash_timeout_secs: u64(TIMEOUT_SECS)
});

const vault = ({ scene }: World): string => scene.network.vault;
const perform = (world: World, call: Call) => world.perform(call.by, call.intent);
const of = (who: Signer): ScVal => address(who.address);

async function enable(world: World): Promise<void> {
	const { deployer } = world.scene;
	const change = variant('EnableBond', TERMS);
	await perform(world, signed(deployer, vault(world), 'propose', [change]));
	await world.wait(TIMELOCK_LEDGERS);
	await perform(world, signed(deployer, vault(world), 'execute', [u32(0)]));
}

async function staked(world: World, contract: string, stake: bigint): Promise<Signer> {
	const who = await holder(world, 'bonded operator');
	const args = [of(who), string(NAME), i128(stake)];
	const pays = transferCall(world.scene.network.usdc.contract, who.address, contract, stake);
	await perform(world, signed(who, contract, 'register', args, [pays]));
	return who;
}

const draws = (world: World, who: Signer, amount: bigint): Call =>
	signed(who, vault(world), 'draw', [of(who), i128(amount)]);

/** Draws are on, and somebody has one open. */
async function drawn(world: World, stake = STAKE, amount = DRAWN): Promise<Signer> {
	await enable(world);
	const who = await staked(world, registry(world), stake);
	await perform(world, draws(world, who, amount));
	return who;
}

/** It is overdue; who calls is paid the bounty. */
async function slashes(world: World, who: Signer): Promise<Call> {
	await world.scene.stage.warp(TIMEOUT_SECS);
	const { lp } = world.cast;
	return open(lp, vault(world), 'slash', [of(who), of(lp)]);
}

async function defaulted(world: World): Promise<Signer> {
	const who = await drawn(world, DUST.stake, DUST.drawn);
	await perform(world, await slashes(world, who));
	return who;
}

const closedVault = (world: World): Promise<string> => world.create('nectar-vault', 'bonded vault');

export const VAULT_BONDED: Cases = {
	cure: async (world) => {
		const who = await defaulted(world);
		const { missing } = DUST;
		const { contract } = world.scene.network.usdc;
		const pays = transferCall(contract, who.address, vault(world), missing);
		return signed(who, vault(world), 'cure', [of(who), of(who), i128(missing)], [pays]);
	},
	disable_bond: async (world) => {
		await enable(world);
		return signed(world.scene.deployer, vault(world), 'disable_bond', []);
	},
	draw: async (world) => {
		await enable(world);
		return draws(world, await staked(world, registry(world), STAKE), DRAWN);
	},
	get_default: async (world) =>
		open(world.cast.lp, vault(world), 'get_default', [of(await defaulted(world))]),
	get_draw: async (world) =>
		open(world.cast.lp, vault(world), 'get_draw', [of(await drawn(world))]),
	return_proceeds: async (world) => {
		const who = await drawn(world);
		const pays = transferCall(
			world.scene.network.usdc.contract,
			who.address,
			vault(world),
			RETURNED
		);
		return signed(who, vault(world), 'return_proceeds', [of(who), i128(RETURNED)], [pays]);
	},
	set_bond: async (world) =>
		signed(world.scene.deployer, await closedVault(world), 'set_bond', [TERMS]),
	slash: async (world) => slashes(world, await drawn(world))
};

/** An operator with stake in a registry whose vault is somebody with a key, and can be paid. */
async function marked(world: World) {
	const { usdc } = world.scene.network;
	const { vault: key, contract } = await keyed(world);
	await world.perform(key, trustIntent(usdc.code, usdc.issuer ?? ''));
	const who = await staked(world, contract, STAKE);
	const mark = signed(key, contract, 'mark_draw', [of(who), i128(DRAWN)]);
	return { key, contract, who, mark };
}

export const REGISTRY_BONDED: Cases = {
	backing_of: async (world) => {
		const { contract, who, mark } = await marked(world);
		await perform(world, mark);
		return open(world.cast.lp, contract, 'backing_of', [of(who)]);
	},
	clear_draw: async (world) => {
		const { key, contract, who, mark } = await marked(world);
		await perform(world, mark);
		return signed(key, contract, 'clear_draw', [of(who)]);
	},
	mark_draw: async (world) => (await marked(world)).mark,
	slash: async (world) => {
		const { key, contract, who, mark } = await marked(world);
		await perform(world, mark);
		const args = [of(who), of(world.cast.lp), i128(DRAWN), i128(whole(1))];
		return signed(key, contract, 'slash', args);
	}
};
