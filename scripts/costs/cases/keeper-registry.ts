import type { ScVal } from '@stellar/stellar-sdk/xdr';
import { trustIntent } from '#lib/chain/classic.ts';
import { sha256 } from '#lib/chain/hash.ts';
import { address, i128, string, struct, u32, u64 } from '#lib/chain/scval.ts';
import { importSigner, type Signer } from '#lib/chain/signer.ts';
import { transferCall, transferIntent } from '#lib/chain/token-calls.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import { whole } from '../amounts.ts';
import { open, signed, type Call, type Case, type Cases } from '../call.ts';
import { delegationArgs } from '../delegation-args.ts';
import { holder } from '../holder.ts';
import type { World } from '../world.ts';
import { adminCases } from './admin.ts';

/** As long as it may be. */
const NAME = 'a keeper with a name of 32 bytes';
const FLOAT = whole(10);
const STAKE = whole(500);
/** Slots of the roster that one `get_keepers` reads. */
const PAGE = 32;
const UNSTAKE_SECS = 8 * 86_400;

export const registry = ({ scene }: World): string => scene.network.registry;
function keeper({ cast }: World) {
	const [first] = cast.keepers;
	if (first === undefined) throw new Error('expected a keeper');
	return first;
}
const operator = (world: World): Signer => keeper(world).operator;
const newSession = () => importSigner(sha256('costs new session'));

/** `fn` of the operator who has as many sessions and pools as it may, for a new session with a float. */
async function grants(world: World, fn: string, old?: string): Promise<Call> {
	const who = operator(world);
	const session = await newSession();
	const args = [
		address(who.address),
		...(old === undefined ? [] : [address(old)]),
		...(await delegationArgs(world, session.address, FLOAT))
	];
	return signed(who, registry(world), fn, args, [floatTo(world, who, session)]);
}

const floatTo = ({ scene }: World, from: Signer, to: Signer) =>
	transferCall(scene.network.native.contract, from.address, to.address, FLOAT);

const staked = ({ scene }: World, from: Signer) =>
	transferCall(scene.network.usdc.contract, from.address, scene.network.registry, STAKE);

const read =
	(fn: string): Case =>
	(world) =>
		open(world.cast.lp, registry(world), fn, [address(operator(world).address)]);

/** Registries whose vault is somebody with a key: what only a vault may call can be measured by itself. */
export async function keyed(world: World) {
	const vault = await world.person('vault');
	const { native, usdc } = world.scene.network;
	const config = struct({
		native: address(native.contract),
		unstake_delay_secs: u64(0),
		usdc: address(usdc.contract),
		vault: address(vault.address)
	});
	const admin = address(world.scene.deployer.address);
	return {
		vault,
		contract: await world.create('keeper-registry', 'keyed registry', [admin, config])
	};
}

async function registered(world: World, contract: string, name: string): Promise<Signer> {
	const person = await world.person(name);
	const call = signed(person, contract, 'register', [
		address(person.address),
		string(NAME),
		i128(0n)
	]);
	await world.perform(call.by, call.intent);
	return person;
}

const execution = (contract: string, vault: Signer, of: Signer): Call =>
	signed(vault, contract, 'record_execution', [
		address(of.address),
		i128(whole(60)),
		i128(whole(2_000))
	]);

const ofOperator = (world: World, fn: string, ...args: readonly ScVal[]): Call =>
	signed(operator(world), registry(world), fn, [address(operator(world).address), ...args]);

/** The first operator stakes what somebody gives it. */
async function stakes(world: World, fn: string, amount: ScVal): Promise<Call> {
	const { network, deployer } = world.scene;
	const who = operator(world);
	const { code, issuer, contract } = network.usdc;
	await world.perform(who, trustIntent(code, issuer ?? ''));
	await world.perform(deployer, transferIntent(contract, deployer.address, who.address, STAKE));
	return signed(who, registry(world), fn, [address(who.address), amount], [staked(world, who)]);
}

async function stakesBefore(world: World): Promise<void> {
	const call = await stakes(world, 'add_stake', i128(STAKE));
	await world.perform(call.by, call.intent);
}

export const KEEPER_REGISTRY: Cases = {
	...adminCases(registry, 'until a ledger'),
	add_stake: async (world) => stakes(world, 'add_stake', i128(STAKE)),
	deregister: async (world) => {
		await stakesBefore(world);
		return ofOperator(world, 'deregister');
	},
	get_unstake: read('get_unstake'),
	request_unstake: async (world) => {
		await stakesBefore(world);
		return ofOperator(world, 'request_unstake', i128(STAKE));
	},
	withdraw_stake: async (world) => {
		await stakesBefore(world);
		const asked = ofOperator(world, 'request_unstake', i128(STAKE));
		await world.perform(asked.by, asked.intent);
		await world.scene.stage.warp(UNSTAKE_SECS);
		return ofOperator(world, 'withdraw_stake');
	},
	consume: async (world) => {
		const { contract, vault } = await keyed(world);
		const who = await registered(world, contract, 'operator');
		const session = await newSession();
		const args = [address(who.address), ...(await delegationArgs(world, session.address, 0n))];
		const granted = signed(who, contract, 'grant_session', args);
		await world.perform(granted.by, granted.intent);
		const { contract: pool } = firstOf(world.scene.network.pools, 'pool');
		return signed(vault, contract, 'consume', [
			address(who.address),
			address(session.address),
			address(pool),
			i128(whole(2_000))
		]);
	},
	get_keeper: read('get_keeper'),
	get_keepers: async (world) => {
		const { contract, vault } = await keyed(world);
		for (let index = 0; index < PAGE; index += 1) {
			const who = await registered(world, contract, `operator ${index}`);
			const listed = execution(contract, vault, who);
			await world.perform(listed.by, listed.intent);
		}
		return open(world.cast.lp, contract, 'get_keepers', [u32(0), u32(PAGE)]);
	},
	get_session: (world) =>
		open(world.cast.lp, registry(world), 'get_session', [
			address(operator(world).address),
			address(keeper(world).session.address)
		]),
	get_sessions: read('get_sessions'),
	grant_session: (world) => grants(world, 'grant_session'),
	pause: (world) => signed(world.scene.deployer, registry(world), 'pause', []),
	record_execution: async (world) => {
		const { contract, vault } = await keyed(world);
		return execution(contract, vault, await registered(world, contract, 'operator'));
	},
	register: async (world) => {
		const person = await holder(world, 'newcomer');
		const args = [address(person.address), string(NAME), i128(STAKE)];
		return signed(person, registry(world), 'register', args, [staked(world, person)]);
	},
	register_with_session: async (world) => {
		const person = await holder(world, 'newcomer');
		const session = await newSession();
		const args = [
			address(person.address),
			string(NAME),
			i128(STAKE),
			...(await delegationArgs(world, session.address, FLOAT))
		];
		const under = [staked(world, person), floatTo(world, person, session)];
		return signed(person, registry(world), 'register_with_session', args, under);
	},
	revoke_all: (world) =>
		signed(operator(world), registry(world), 'revoke_all', [address(operator(world).address)]),
	revoke_session: (world) => {
		const { operator: who, session } = keeper(world);
		const args = [address(who.address), address(who.address), address(session.address)];
		return signed(who, registry(world), 'revoke_session', args);
	},
	rotate_session: (world) => grants(world, 'rotate_session', keeper(world).session.address),
	unpause: async (world) => {
		const { deployer } = world.scene;
		const paused = signed(deployer, registry(world), 'pause', []);
		await world.perform(paused.by, paused.intent);
		return signed(deployer, registry(world), 'unpause', []);
	}
};
