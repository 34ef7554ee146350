import type { Cases } from './call.ts';
import { KEEPER_REGISTRY, registry } from './cases/keeper-registry.ts';
import { LIQUIDATION_LAB, pool } from './cases/liquidation-lab.ts';
import { FAUCET, faucet, LAB_AMM, MOCK_ORACLE, oracle, venue } from './cases/market.ts';
import { NECTAR_VAULT } from './cases/nectar-vault.ts';
import type { World } from './world.ts';

export interface Measurable {
	/** Where an instance of it stands. */
	readonly at: (world: World) => string | Promise<string>;
	readonly cases: Cases;
}

/** What is measured of each contract. An entry point in a wasm that has neither a case here nor needs one is an error. */
export const CASES: Readonly<Record<string, Measurable>> = {
	'keeper-registry': { at: registry, cases: KEEPER_REGISTRY },
	'nectar-vault': { at: ({ scene }) => scene.network.vault, cases: NECTAR_VAULT },
	'liquidation-lab': { at: (world) => pool(world).contract, cases: LIQUIDATION_LAB },
	'mock-oracle': { at: oracle, cases: MOCK_ORACLE },
	'lab-amm': { at: (world) => venue(world).contract, cases: LAB_AMM },
	faucet: { at: faucet, cases: FAUCET }
};
