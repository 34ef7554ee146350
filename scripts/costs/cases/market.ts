import type { ScVal } from '@stellar/stellar-sdk/xdr';
import {
	addLiquidityIntent,
	dripIntent,
	removeLiquidityIntent,
	removePriceIntent,
	setPriceFreshIntent,
	setPriceIntent,
	swapExactInIntent
} from '#lib/chain/market-calls.ts';
import type { Intent } from '#lib/chain/operation.ts';
import { address, bytes, i128, u32, u64, variant } from '#lib/chain/scval.ts';
import { transferIntent } from '#lib/chain/token-calls.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import { whole } from '../amounts.ts';
import { open, type Call, type Case, type Cases } from '../call.ts';
import type { World } from '../world.ts';
import { adminCases } from './admin.ts';

/* mock-oracle, lab-amm and faucet: the market of the local network. */

const AMOUNT = whole(1_000);
const PRICE = 1_000_000n;

export const oracle = ({ scene }: World): string => firstOf(scene.network.pools, 'pool').oracle;
export const venue = ({ scene }: World) => firstOf(scene.network.venues, 'venue');
const byDeployer = ({ scene }: World, intent: Intent): Call => ({ by: scene.deployer, intent });
const listed = (world: World): string => venue(world).tokens[0];
const asset = (world: World): ScVal => variant('Stellar', address(listed(world)));
const readPrice =
	(fn: string, ...more: readonly ScVal[]): Case =>
	(world) =>
		open(world.cast.lp, oracle(world), fn, [asset(world), ...more]);

export const MOCK_ORACLE: Cases = {
	...adminCases(oracle, 'until accepted'),
	lastprice: readPrice('lastprice'),
	price: readPrice('price', u64(1)),
	prices: readPrice('prices', u32(5)),
	remove_price: (world) => byDeployer(world, removePriceIntent(oracle(world), listed(world))),
	set_price: (world) =>
		byDeployer(world, setPriceIntent(oracle(world), venue(world).contract, PRICE, 1_795_000_000)),
	set_price_fresh: (world) =>
		byDeployer(world, setPriceFreshIntent(oracle(world), venue(world).contract, PRICE))
};

/** Both tokens of the pair, the amount of a trade, and no data: what quotes and swaps begin with. */
const trade = (world: World, ...more: readonly ScVal[]): readonly ScVal[] => {
	const [token, cash] = venue(world).tokens;
	return [address(token), address(cash), i128(AMOUNT), ...more];
};
const NO_DATA = bytes(new Uint8Array());

/** The input of a trade is at the venue already. */
async function paid(world: World): Promise<void> {
	const { deployer } = world.scene;
	const payment = transferIntent(
		listed(world),
		deployer.address,
		venue(world).contract,
		20n * AMOUNT
	);
	await world.perform(deployer, payment);
}

export const LAB_AMM: Cases = {
	...adminCases((world) => venue(world).contract, 'until accepted'),
	add_liquidity: (world) => {
		const { contract, tokens } = venue(world);
		const [a, b] = tokens.map((token) => ({ token, amount: AMOUNT }));
		if (a === undefined || b === undefined) throw new Error('expected two tokens');
		return byDeployer(world, addLiquidityIntent(contract, world.scene.deployer.address, a, b));
	},
	quote_exact_in: (world) =>
		open(world.cast.lp, venue(world).contract, 'quote_exact_in', trade(world, NO_DATA)),
	quote_exact_out: (world) =>
		open(world.cast.lp, venue(world).contract, 'quote_exact_out', trade(world, NO_DATA)),
	remove_liquidity: (world) =>
		byDeployer(
			world,
			removeLiquidityIntent(venue(world).contract, world.scene.deployer.address, AMOUNT, AMOUNT)
		),
	swap_exact_in: async (world) => {
		await paid(world);
		const { contract, tokens } = venue(world);
		const pay = { token: tokens[0], amount: AMOUNT };
		const receive = { token: tokens[1], amount: 1n };
		const { deployer } = world.scene;
		return byDeployer(world, swapExactInIntent(contract, pay, receive, deployer.address));
	},
	swap_exact_out: async (world) => {
		await paid(world);
		const { deployer } = world.scene;
		const bounds = [i128(20n * AMOUNT), address(deployer.address), NO_DATA];
		return open(deployer, venue(world).contract, 'swap_exact_out', trade(world, ...bounds));
	}
};

export const FAUCET: Cases = {
	available: (world) =>
		open(world.cast.lp, faucet(world), 'available', [address(world.cast.lp.address)]),
	drip: (world) => ({
		by: world.cast.lp,
		intent: dripIntent(faucet(world), world.cast.lp.address, AMOUNT)
	})
};

export function faucet({ scene }: World): string {
	if (scene.network.faucet === undefined) throw new Error('expected a faucet');
	return scene.network.faucet;
}
