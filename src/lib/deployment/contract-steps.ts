import { sha256 } from '#lib/chain/hash.ts';
import { codeKey, instanceKey } from '#lib/chain/ledger-keys.ts';
import { address, i128, string, struct, symbol, u32, u64, variant } from '#lib/chain/scval.ts';
import type { Pool } from '#lib/networks.ts';
import { type Addresses, pairAddress, pairSalt } from './addresses.ts';
import type { Parties } from './parties.ts';
import { salt } from './salt.ts';
import type { DeploymentPlan } from './plan.ts';
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
	const uploads = needed.map((name): Step => {
		const key = codeKey(sha256(wasm[name]));
		return {
			title: `upload ${name}`,
			keys: [key],
			done: exists(key),
			by: 'deployer',
			intent: { kind: 'upload', wasm: wasm[name] }
		};
	});
	const create = (file: WasmName, saltName: string, at: string, args: Args): Step => ({
		title: `create ${saltName}`,
		keys: [instanceKey(at)],
		done: exists(instanceKey(at)),
		by: 'deployer',
		intent: {
			kind: 'create',
			deployer: parties.deployer,
			salt: salt(saltName),
			wasmHash: sha256(wasm[file]),
			args
		}
	});
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

function constructorArgs(
	plan: DeploymentPlan,
	{ contracts, tokens }: Addresses,
	{ deployer, issuer }: Parties
) {
	const admin = address(deployer);
	return {
		registry: [
			admin,
			struct({
				native: address(tokens.XLM.contract),
				unstake_delay_secs: u64(plan.unstakeDelaySecs),
				usdc: address(tokens.USDC.contract),
				vault: address(contracts.vault)
			})
		],
		vault: [
			admin,
			struct({
				registry: address(contracts.registry),
				timelock_secs: u64(plan.timelockSecs),
				usdc: address(tokens.USDC.contract)
			}),
			vaultParams(plan),
			string('Nectar Vault Share'),
			string('nUSDC')
		],
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

function vaultParams({ vault }: DeploymentPlan) {
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
