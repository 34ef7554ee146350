import { readInstance } from '#lib/chain/contract-entries.ts';
import { instanceKey } from '#lib/chain/ledger-keys.ts';
import { addLiquidityIntent, setPriceFreshIntent } from '#lib/chain/market-calls.ts';
import { priceKey } from '#lib/chain/oracle-entries.ts';
import { initReserveIntent, setStatusIntent } from '#lib/chain/pool-admin-calls.ts';
import { submitIntent } from '#lib/chain/pool-calls.ts';
import {
	positionsKey,
	readPoolConfig,
	readPositions,
	reserveConfigKey
} from '#lib/chain/pool-entries.ts';
import { setAdminIntent } from '#lib/chain/token-calls.ts';
import { readPair } from '#lib/chain/venue-entries.ts';
import { ok } from '#lib/result.ts';
import * as v from 'valibot';
import { pairAddress, type Addresses } from './addresses.ts';
import type { Parties } from './parties.ts';
import type { DeploymentPlan, PairPlan, TokenName } from './plan.ts';
import { exists, type Step } from './step.ts';

/** Blend's status of a pool that was never opened, and of one its admin opened. */
const SETUP_STATUS = 6;
const ADMIN_ACTIVE = 0;

/** Oracle prices, the pool's opening and liquidity, the pairs, and the faucet's right to issue. */
export function marketSteps(
	plan: DeploymentPlan,
	addresses: Addresses,
	parties: Parties
): readonly Step[] {
	const names = Object.keys(plan.prices) as TokenName[];
	return [
		...names.map((name) => priceStep(plan, addresses, name)),
		...poolSteps(plan, addresses, parties),
		...plan.pairs.map((pair) => liquidityStep(pair, addresses, parties)),
		faucetStep(addresses)
	];
}

/** The lab creates reserves whenever its admin says so. */
export const labReserveSteps = (
	plan: DeploymentPlan,
	{ contracts: { pool }, tokens }: Addresses
): readonly Step[] =>
	plan.reserves.map(({ token, config }): Step => {
		const asset = tokens[token].contract;
		const key = reserveConfigKey(pool, asset);
		return {
			title: `open the reserve of ${token}`,
			keys: [key],
			done: exists(key),
			by: 'deployer',
			intent: initReserveIntent(pool, asset, config)
		};
	});

function priceStep(plan: DeploymentPlan, { contracts, tokens }: Addresses, name: TokenName): Step {
	const asset = tokens[name].contract;
	const key = priceKey(contracts.oracle, asset);
	return {
		title: `price ${name}`,
		keys: [key],
		done: exists(key),
		by: 'deployer',
		intent: setPriceFreshIntent(contracts.oracle, asset, plan.prices[name])
	};
}

function poolSteps(
	plan: DeploymentPlan,
	{ contracts: { pool }, tokens }: Addresses,
	{ deployer }: Parties
): readonly Step[] {
	return [
		{
			title: 'activate the pool',
			keys: [instanceKey(pool)],
			done: (entries) => {
				const config = readPoolConfig(entries, pool);
				return config.ok ? ok(config.value.status !== SETUP_STATUS) : config;
			},
			by: 'deployer',
			intent: setStatusIntent(pool, ADMIN_ACTIVE)
		},
		{
			title: 'lend to the pool',
			keys: [positionsKey(pool, deployer)],
			done: (entries) => {
				const held = readPositions(entries, pool, deployer);
				return held.ok ? ok((held.value?.supply.size ?? 0) > 0) : held;
			},
			by: 'deployer',
			intent: submitIntent(
				pool,
				deployer,
				plan.reserves.map(({ token, supplied }) => ({
					kind: 'supply',
					address: tokens[token].contract,
					amount: supplied
				}))
			)
		}
	];
}

function liquidityStep(pair: PairPlan, addresses: Addresses, { deployer }: Parties): Step {
	const venue = pairAddress(addresses, pair.name);
	return {
		title: `fill the pair ${pair.name}`,
		keys: [instanceKey(venue)],
		done: (entries) => {
			const now = readPair(entries, venue);
			return now.ok ? ok(now.value.reserveA > 0n) : now;
		},
		by: 'deployer',
		intent: addLiquidityIntent(
			venue,
			deployer,
			{ token: addresses.tokens[pair.token].contract, amount: pair.tokenAmount },
			{ token: addresses.tokens.USDC.contract, amount: pair.usdcAmount }
		)
	};
}

/** From here on only the faucet issues through the asset contract. */
function faucetStep({ contracts: { faucet }, tokens }: Addresses): Step {
	const usdc = tokens.USDC.contract;
	return {
		title: 'hand USDC over to the faucet',
		keys: [instanceKey(usdc)],
		done: (entries) => {
			const asset = readInstance(entries, usdc, 'USDC');
			if (!asset.ok || asset.value === undefined) return asset.ok ? ok(false) : asset;
			const admin = asset.value.field('Admin', v.string());
			return admin.ok ? ok(admin.value === faucet) : admin;
		},
		by: 'issuer',
		intent: setAdminIntent(usdc, faucet)
	};
}
