import { readFileSync } from 'node:fs';
import type { ScVal } from '@stellar/stellar-sdk/xdr';
import { createAccountIntent } from '#lib/chain/classic.ts';
import { contractId } from '#lib/chain/contract-id.ts';
import { sha256 } from '#lib/chain/hash.ts';
import type { Intent } from '#lib/chain/operation.ts';
import { address } from '#lib/chain/scval.ts';
import { importSigner, type Signer } from '#lib/chain/signer.ts';
import { transferIntent } from '#lib/chain/token-calls.ts';
import { addressesOf } from '#lib/deployment/addresses.ts';
import type { BlendFiles } from '#lib/deployment/blend-steps.ts';
import { contractSteps } from '#lib/deployment/contract-steps.ts';
import type { Parties } from '#lib/deployment/parties.ts';
import { SANDBOX_PLAN, type DeploymentPlan } from '#lib/deployment/plan.ts';
import { sandboxSigners } from '#lib/deployment/sandbox-signers.ts';
import { castOf, type Cast } from '#lib/deployment/world/cast.ts';
import { loadContracts } from '../demo/load-wasm.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import { prologue } from '#lib/deployment/world/prologue.ts';
import { startHost, within } from '../demo/sandbox-network.ts';
import { openScene } from '../demo/scene.ts';
import { DrivenStage, type DrivenScene } from '../demo/driven-stage.ts';
import { MOST, whole } from './amounts.ts';
import { ARTIFACTS } from '../wasm/artifacts.ts';
import { delegationArgs } from './delegation-args.ts';

const SEED = '1'.padStart(64, '0');
const DAY_SECS = 86_400;
/** Profits vest over a day as on real networks; shares unlock soon, so that exits can be measured. */
const PLAN: DeploymentPlan = {
	...SANDBOX_PLAN,
	vault: { ...SANDBOX_PLAN.vault, cooldownSecs: 60, profitUnlockSecs: DAY_SECS }
};
/** Profits that vest at the same time: as many as keep buckets of their own, then one for each twelfth of a day. */
const EXACT_PROFITS = 11;
const GRID_PROFITS = 10;
const GRID_SECS = DAY_SECS / 12;

export type Creation = Extract<Intent, { kind: 'create' }>;

/** A deployed network that has been in use for a while: every case begins here. */
export interface World {
	readonly scene: DrivenScene;
	readonly cast: Cast;
	/** Somebody with a name: an account with XLM, always the same. */
	readonly person: (name: string) => Promise<Signer>;
	readonly perform: (by: Signer, intent: Intent) => Promise<void>;
	/** Ledgers without transactions. */
	readonly wait: (ledgers: number) => Promise<void>;
	/** The transaction that creates a further instance of a contract, with the deployment's arguments or others. */
	readonly creation: (crate: string, name: string, args?: readonly ScVal[]) => Creation;
	/** Where the instance of that name stands, or will. */
	readonly at: (name: string) => string;
	/** Applies it, after the upload of a contract that the deployment leaves out; gives the address. */
	readonly create: (crate: string, name: string, args?: readonly ScVal[]) => Promise<string>;
	/** Back to the beginning. */
	readonly reset: () => void;
	/** From now on the beginning is here. */
	readonly keep: () => void;
}
/** A world still being made. */
type Unfinished = Omit<World, 'reset' | 'keep'>;

/** With Blend's wasm its pool is a real one, else the lab. */
export async function openWorld(blend?: BlendFiles): Promise<World> {
	const host = await startHost(SEED);
	const sandbox = host.ok ? await within(host.value) : host;
	if (!host.ok || !sandbox.ok) throw new Error('the sandbox did not start');
	const stage = new DrivenStage(sandbox.value, () => undefined);
	const scene = await openScene(stage, { plan: PLAN, blend });
	const cast = await castOf(SEED, sandbox.value.info.latestLedger, 2);
	await prologue(scene, cast);
	const world = worldOf(scene, cast, await creationsOf(scene));
	await grantMost(world);
	await earnProfits(world);
	let start = host.value.snapshot();
	return {
		...world,
		keep: () => {
			start = host.value.snapshot();
		},
		reset: () => {
			const restored = host.value.restore(start);
			if (!restored.ok) throw new Error(restored.error.detail);
		}
	};
}

/** How the deployment creates its contracts, by the hash of their wasm. */
async function creationsOf(scene: DrivenScene): Promise<ReadonlyMap<string, Creation>> {
	const { kind } = firstOf(scene.network.pools, 'pool');
	const parties = await partiesOf(scene);
	const addresses = addressesOf(PLAN, scene.stage.chain.passphrase, parties, kind);
	const steps = contractSteps(PLAN, addresses, parties, await loadContracts(), kind);
	return new Map(
		steps.flatMap(({ intent }) =>
			intent.kind === 'create' ? [[hex(intent.wasmHash), intent] as const] : []
		)
	);
}

/** Who deployed. */
export async function partiesOf({ stage, network }: DrivenScene): Promise<Parties> {
	const { kind } = firstOf(network.pools, 'pool');
	const { deployer, issuer } = await sandboxSigners(stage.chain.passphrase, kind);
	return { deployer: deployer.address, issuer: issuer.address };
}

/** The committed wasm of a crate, one that only tests deploy among them. */
function committed(crate: string): Uint8Array {
	const artifact = ARTIFACTS.find(({ name }) => name === crate);
	if (artifact === undefined) throw new Error(`expected a contract, found ${crate}`);
	const file = new URL(`../../${artifact.output}/${crate}.wasm`, import.meta.url);
	return new Uint8Array(readFileSync(file));
}
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function worldOf(
	scene: DrivenScene,
	cast: Cast,
	creations: ReadonlyMap<string, Creation>
): Unfinished {
	const { stage, deployer, funder } = scene;
	const creation: World['creation'] = (crate, name, args) => {
		const wasmHash = sha256(committed(crate));
		const original = creations.get(hex(wasmHash));
		const chosen = args ?? original?.args;
		if (chosen === undefined) throw new Error(`the deployment creates no ${crate}: name arguments`);
		const salt = sha256(`costs ${name}`);
		return { kind: 'create', deployer: deployer.address, salt, wasmHash, args: chosen };
	};
	const at = (name: string) =>
		contractId(stage.chain.passphrase, deployer.address, sha256(`costs ${name}`));
	const perform = async (by: Signer, intent: Intent) => {
		await stage.perform('setting a scene', by, intent);
	};
	return {
		scene,
		cast,
		perform,
		person: async (name) => {
			const signer = await importSigner(sha256(`costs ${name}`));
			await perform(funder, createAccountIntent(signer.address, whole(100)));
			return signer;
		},
		wait: (ledgers) => stage.sandbox.closeLedger(ledgers),
		creation,
		at,
		create: async (crate, name, args) => {
			const intent = creation(crate, name, args);
			if (!creations.has(hex(intent.wasmHash))) {
				await perform(deployer, { kind: 'upload', wasm: committed(crate) });
			}
			await perform(deployer, intent);
			return at(name);
		}
	};
}

/** The first keeper's operator has all the sessions but one that it may have, each for as many pools as it may name. */
async function grantMost(world: Unfinished): Promise<void> {
	const { scene, cast, perform } = world;
	const [keeper] = cast.keepers;
	if (keeper === undefined) throw new Error('expected a keeper');
	const { operator } = keeper;
	for (let index = 0; index < MOST - 1; index += 1) {
		const session =
			index === 0 ? keeper.session : await importSigner(sha256(`costs session ${index}`));
		const args = await delegationArgs(world, session.address, 0n);
		await perform(operator, {
			kind: 'invoke',
			auth: 'source',
			call: {
				contract: scene.network.registry,
				fn: 'grant_session',
				args: [address(operator.address), ...args]
			}
		});
	}
}

/** Fills the vault's ring of vesting profits, one donation after the other. */
async function earnProfits({ scene, perform }: Unfinished): Promise<void> {
	const { stage, network, deployer } = scene;
	const cash = network.usdc.contract;
	for (let profit = 0; profit < EXACT_PROFITS + GRID_PROFITS; profit += 1) {
		if (profit >= EXACT_PROFITS) await stage.warp(GRID_SECS);
		await perform(deployer, transferIntent(cash, deployer.address, network.vault, whole(2)));
		const call = { contract: network.vault, fn: 'skim', args: [] };
		await perform(deployer, { kind: 'invoke', auth: 'none', call });
	}
}
