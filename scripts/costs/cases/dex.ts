import { address, bytes, i128 } from '#lib/chain/scval.ts';
import { transferIntent } from '#lib/chain/token-calls.ts';
import { whole } from '../amounts.ts';
import { open, type Call, type Case, type Cases } from '../call.ts';
import { issueMiddle, openDex, type DexName } from '../dex.ts';
import type { World } from '../world.ts';

/* Adapters of DEXes with a router, over the longest path that is expected: two hops. */

/** Tokens traded: what a fill of a few hundred USDC moves. */
const AMOUNT = whole(400);
/** More than a purchase takes, so that there is change to give back. */
const PAID = 2n * AMOUNT;

const opened = async (world: World, dex: DexName) => openDex(world, dex, await issueMiddle(world));

export const adapter =
	(dex: DexName) =>
	async (world: World): Promise<string> =>
		(await opened(world, dex)).venue;

export const adapterCases = (dex: DexName): Cases => ({
	__constructor: async (world) => {
		const { router } = await opened(world, dex);
		const intent = world.creation(`${dex}-venue`, `another adapter of ${dex}`, [address(router)]);
		return { by: world.scene.deployer, intent };
	},
	quote_exact_in: quote(dex, 'sale'),
	quote_exact_out: quote(dex, 'purchase'),
	swap_exact_in: (world) => swap(world, dex, 'sale'),
	swap_exact_out: (world) => swap(world, dex, 'purchase')
});

type Way = 'sale' | 'purchase';

const quote =
	(dex: DexName, way: Way): Case =>
	async (world) => {
		const { venue, pair, data } = await trade(world, dex, way);
		const fn = way === 'sale' ? 'quote_exact_in' : 'quote_exact_out';
		return open(world.cast.lp, venue, fn, [...pair.map(address), i128(AMOUNT), data]);
	};

/** Paid already, as the vault does before it calls. */
async function swap(world: World, dex: DexName, way: Way): Promise<Call> {
	const { deployer } = world.scene;
	const { venue, pair, data } = await trade(world, dex, way);
	const [fn, paid, bound] =
		way === 'sale' ? ['swap_exact_in', AMOUNT, 1n] : ['swap_exact_out', PAID, PAID];
	await world.perform(deployer, transferIntent(pair[0], deployer.address, venue, paid));
	const amounts = [AMOUNT, bound].map(i128);
	return open(deployer, venue, fn, [
		...pair.map(address),
		...amounts,
		address(deployer.address),
		data
	]);
}

async function trade(world: World, dex: DexName, way: Way) {
	const { venue, token, twoHops } = await opened(world, dex);
	const cash = world.scene.network.usdc.contract;
	const pair: [string, string] = way === 'sale' ? [token, cash] : [cash, token];
	return { venue, pair, data: bytes(twoHops) };
}
