import type { Cases } from './call.ts';
import { REGISTRY_BONDED, VAULT_BONDED } from './cases/bonded.ts';
import { adapter, adapterCases } from './cases/dex.ts';
import { batcher, FILL_BATCHER } from './cases/fill-batcher.ts';
import { KEEPER_REGISTRY, registry } from './cases/keeper-registry.ts';
import { LIQUIDATION_LAB, pool } from './cases/liquidation-lab.ts';
import { FAUCET, faucet, LAB_AMM, MOCK_ORACLE, oracle, venue } from './cases/market.ts';
import { NECTAR_VAULT } from './cases/nectar-vault.ts';
import { RELEASE_LIST, releases } from './cases/release-list.ts';
import { VAULT_CONFIG } from './cases/vault-config.ts';
import type { World } from './world.ts';

export interface Measurable {
	/** Where an instance of it stands. */
	readonly at: (world: World) => string | Promise<string>;
	readonly cases: Cases;
}

/** What is measured of each contract. An entry point in a wasm that has neither a case here nor needs one is an error. */
export const CASES: Readonly<Record<string, Measurable>> = {
	'keeper-registry': { at: registry, cases: { ...KEEPER_REGISTRY, ...REGISTRY_BONDED } },
	'nectar-vault': {
		at: ({ scene }) => scene.network.vault,
		cases: { ...NECTAR_VAULT, ...VAULT_CONFIG, ...VAULT_BONDED }
	},
	'fill-batcher': { at: batcher, cases: FILL_BATCHER },
	'release-list': { at: releases, cases: RELEASE_LIST },
	'liquidation-lab': { at: (world) => pool(world).contract, cases: LIQUIDATION_LAB },
	'mock-oracle': { at: oracle, cases: MOCK_ORACLE },
	'lab-amm': { at: (world) => venue(world).contract, cases: LAB_AMM },
	faucet: { at: faucet, cases: FAUCET },
	'aquarius-venue': { at: adapter('aquarius'), cases: adapterCases('aquarius') },
	'soroswap-venue': { at: adapter('soroswap'), cases: adapterCases('soroswap') }
};

/** Contracts that the lab's network cannot run, and why. Said in the table where they are not measured elsewhere. */
export const NOT_MEASURED: Readonly<Record<string, string>> = {
	'comet-venue': 'it needs the real Blend, whose wasm is not ours to commit'
};
