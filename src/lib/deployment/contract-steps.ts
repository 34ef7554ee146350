import { sha256 } from '#lib/chain/hash.ts';
import { codeKey, instanceKey } from '#lib/chain/ledger-keys.ts';
import { address, i128, string, struct, symbol, u32, u64, variant } from '#lib/chain/scval.ts';
import type { Pool } from '#lib/networks.ts';
import { type Addresses, pairAddress, pairSalt } from './addresses.ts';
import type { Parties } from './parties.ts';
import { salt } from './salt.ts';
import type { DeploymentPlan, VaultRules } from './plan.ts';
import { exists, type Step } from './step.ts';

type Args = Extract<Step['intent'], { kind: 'create' }>['args'];

/** Contracts a deployment uploads, by the names of their crates. */
export const WASM_NAMES = [
	'keeper-registry',
	'nectar-vault',
	'liquidation-lab',
	'mock-oracle',
	'lab-amm',
	'faucet'
] as const;
export type WasmName = (typeof WASM_NAMES)[number];
export type WasmFiles = Readonly<Record<WasmName, Uint8Array>>;

const ORACLE_RESOLUTION_SECS = 300;

export function contractSteps(
	plan: DeploymentPlan,
	addresses: Addresses,
	parties: Parties,
	wasm: WasmFiles,
	kind: Pool['kind'] = 'lab'
): readonly Step[] {
	const needed = WASM_NAMES.filter((name) => kind === 'lab' || name !== 'liquidation-lab');
	const uploads = needed.map((name) => uploadStep(name, wasm[name]));
	const create = (file: WasmName, saltName: string, at: string, args: Args): Step =>
		createStep(parties, saltName, at, wasm[file], args);
	const { contracts } = addresses;
	const args = constructorArgs(plan, addresses, parties);
	return [
		...uploads,
		create('keeper-registry', 'registry', contracts.registry, args.registry),
		create('nectar-vault', 'vault', contracts.vault, args.vault),
		create('mock-oracle', 'oracle', contracts.oracle, args.oracle),
		...(kind === 'lab' ? [create('liquidation-lab', 'pool', contracts.pool, args.pool)] : []),
		create('faucet', 'faucet', contracts.faucet, args.faucet),
		...plan.pairs.map(({ name, token }) =>
			create('lab-amm', pairSalt(name), pairAddress(addresses, name), [
				address(parties.deployer),
				address(addresses.tokens[token].contract),
				address(addresses.tokens.USDC.contract)
			])
		)
	];
}

export function uploadStep(name: string, wasm: Uint8Array): Step {
	const key = codeKey(sha256(wasm));
	return {
		title: `upload ${name}`,
		keys: [key],
		done: exists(key),
		by: 'deployer',
		intent: { kind: 'upload', wasm }
	};
}

export const createStep = (
	{ deployer }: Pick<Parties, 'deployer'>,
	saltName: string,
	at: string,
	wasm: Uint8Array,
	args: Args
): Step => ({
	title: `create ${saltName}`,
	keys: [instanceKey(at)],
	done: exists(instanceKey(at)),
	by: 'deployer',
	intent: { kind: 'create', deployer, salt: salt(saltName), wasmHash: sha256(wasm), args }
});

/** Constructor arguments of registry and vault, which take each other's address and are sealed for ever. */
export function coreArgs(
	rules: Omit<VaultRules, 'seed'>,
	{
		registry,
		vault,
		usdc,
		native
	}: Readonly<Record<'registry' | 'vault' | 'usdc' | 'native', string>>,
	{ deployer }: Pick<Parties, 'deployer'>
) {
	const admin = address(deployer);
	return {
		registry: [
			admin,
			struct({
				native: address(native),
				unstake_delay_secs: u64(rules.unstakeDelaySecs),
				usdc: address(usdc),
				vault: address(vault)
			})
		],
		vault: [
			admin,
			struct({
				registry: address(registry),
				timelock_secs: u64(rules.timelockSecs),
				usdc: address(usdc)
			}),
			vaultParams(rules),
			string('Nectar Vault Share'),
			string('nUSDC')
		]
	};
}

function constructorArgs(
	plan: DeploymentPlan,
	{ contracts, tokens }: Addresses,
	{ deployer, issuer }: Parties
) {
	const admin = address(deployer);
	const core = { ...contracts, usdc: tokens.USDC.contract, native: tokens.XLM.contract };
	return {
		...coreArgs(plan, core, { deployer }),
		oracle: [
			admin,
			variant('Other', symbol('USD')),
			u32(plan.oracleDecimals),
			u32(ORACLE_RESOLUTION_SECS)
		],
		pool: [
			admin,
			string(plan.poolName),
			address(contracts.oracle),
			u32(plan.bstopRate),
			u32(plan.maxPositions),
			i128(0n),
			// a lab has no backstop and no BLND: its bad debt lands on the issuer
			address(issuer),
			address(tokens.USDC.contract)
		],
		faucet: [address(tokens.USDC.contract), i128(plan.faucetDailyCap)]
	};
}

function vaultParams({ vault }: Pick<VaultRules, 'vault'>) {
	return struct({
		cooldown_secs: u64(vault.cooldownSecs),
		deposit_cap: i128(vault.depositCap),
		edge_share_bps: u32(vault.edgeShareBps),
		fee_bps: u32(vault.feeBps),
		fill_cap_bps: u32(vault.fillCapBps),
		max_price_age_secs: u64(vault.maxPriceAgeSecs),
		max_slippage_bps: u32(vault.maxSlippageBps),
		min_margin_bps: u32(vault.minMarginBps),
		min_profit: i128(vault.minProfit),
		profit_unlock_secs: u64(vault.profitUnlockSecs)
	});
}
