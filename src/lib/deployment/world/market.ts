import { readEntries } from '#lib/chain/ledger-entries.ts';
import { instanceKey } from '#lib/chain/ledger-keys.ts';
import { setPriceFreshIntent, swapExactInIntent } from '#lib/chain/market-calls.ts';
import { oracleKeys, readPrice } from '#lib/chain/oracle-entries.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { transferIntent } from '#lib/chain/token-calls.ts';
import { readPair } from '#lib/chain/venue-entries.ts';
import { formatDecimal, formatFixed } from '#lib/math/format-decimal.ts';
import type { Network, Token } from '#lib/networks.ts';
import type { Pair } from '#lib/venues/pair.ts';
import { quoteExactIn } from '#lib/venues/quote-exact-in.ts';
import { StageError, type Scene } from './stage.ts';

const ORACLE_DECIMALS = 7;

/** The oracle's price of one asset; the scene ends if there is none. */
async function readOracle({ stage, network }: Scene, asset: Token): Promise<bigint> {
	const { oracle } = firstOf(network.pools, 'pool');
	const entries = await readEntries(
		stage.chain.rpc,
		oracleKeys(oracle, [asset.contract]),
		stage.signal
	);
	if (!entries.ok) throw new StageError('the market could not be read');
	const price = readPrice(entries.value, oracle, asset.contract);
	if (!price.ok || price.value === undefined) {
		throw new StageError(`the market has no price for ${asset.code}`);
	}
	return price.value.value;
}

/** Current oracle prices of an asset and USDC, and the pair between them. */
async function readMarket({ stage, network }: Scene, asset: Token) {
	const { oracle } = firstOf(network.pools, 'pool');
	const cash = network.usdc.contract;
	const venue = firstOf(
		network.venues.filter(({ tokens }) => tokens.includes(asset.contract)),
		`venue for ${asset.code}`
	);
	const keys = [...oracleKeys(oracle, [asset.contract, cash]), instanceKey(venue.contract)];
	const entries = await readEntries(stage.chain.rpc, keys, stage.signal);
	if (!entries.ok) throw new StageError('the market could not be read');
	const price = readPrice(entries.value, oracle, asset.contract);
	const usdc = readPrice(entries.value, oracle, cash);
	const pair = readPair(entries.value, venue.contract);
	if (!price.ok || !usdc.ok || !pair.ok || price.value === undefined || usdc.value === undefined) {
		throw new StageError(`the market has no price for ${asset.code} or USDC`);
	}
	return { venue, pair: pair.value, price: price.value.value, usdc: usdc.value.value };
}

/** Moves the oracle's price of XLM, or of another asset; `move` gets the old one. */
export async function movePrice(
	scene: Scene,
	move: (old: bigint) => bigint,
	why: string,
	asset: Token = scene.network.native
): Promise<void> {
	const old = await readOracle(scene, asset);
	const next = move(old);
	if (next === old) return;
	if (next <= 0n) throw new StageError('the price would fall to nothing');
	const { stage, network, deployer } = scene;
	const { oracle } = firstOf(network.pools, 'pool');
	const intent = setPriceFreshIntent(oracle, asset.contract, next);
	const { ledger } = await stage.perform('setting the price', deployer, intent);
	const text = `${asset.code} ${price(old)} → ${price(next)} USD (${why})`;
	stage.tell({ ledger, who: 'oracle', text });
}

/** Trades an asset against USDC until the pair's price is the oracle's: what somebody would do in a real market. */
export async function followOracle(
	scene: Scene,
	trader: Signer = scene.deployer,
	asset: Token = scene.network.native
): Promise<void> {
	const { stage, network } = scene;
	const market = await readMarket(scene, asset);
	const { venue, pair } = market;
	const trade = towardsPrice(pair, asset.contract, market.price, market.usdc);
	if (trade === undefined) return;
	const cash = network.usdc;
	const [pay, receive] = trade.sellsAsset ? [asset, cash] : [cash, asset];
	const out = quoteExactIn(pair, pay.contract, trade.amount);
	const paid = transferIntent(pay.contract, trader.address, venue.contract, trade.amount);
	await stage.perform('paying the pair', trader, paid);
	const swap = swapExactInIntent(
		venue.contract,
		{ token: pay.contract, amount: trade.amount },
		{ token: receive.contract, amount: out },
		trader.address
	);
	const { ledger } = await stage.perform('trading', trader, swap);
	const text = `sells ${units(trade.amount)} ${pay.code} for ${units(out)} ${receive.code}: ${venue.name} follows the oracle`;
	stage.tell({ ledger, who: 'trader', text });
}

/** What of the pool's assets a venue trades against USDC: the ones whose price there can leave the oracle's. */
export function tradedAssets({ usdc, native, tokens, venues }: Network): readonly Token[] {
	return [native, ...tokens].filter((token) =>
		venues.some((venue) => [token, usdc].every(({ contract }) => venue.tokens.includes(contract)))
	);
}

/** Within the fee of the pair nobody would trade. */
const FEE_BPS = 30n;
const BPS = 10_000n;

function towardsPrice(pair: Pair, asset: string, assetPrice: bigint, usdcPrice: bigint) {
	const assetIsA = pair.tokenA === asset;
	const units = assetIsA ? pair.reserveA : pair.reserveB;
	const usdc = assetIsA ? pair.reserveB : pair.reserveA;
	const [held, worth] = [usdc * usdcPrice, units * assetPrice];
	const gap = held > worth ? held - worth : worth - held;
	if (gap * BPS <= worth * FEE_BPS) return undefined;
	return held > worth
		? { sellsAsset: true, amount: squareRoot((units * usdc * usdcPrice) / assetPrice) - units }
		: { sellsAsset: false, amount: squareRoot((units * usdc * assetPrice) / usdcPrice) - usdc };
}

/** ⌊√n⌋ by Newton's method. */
function squareRoot(n: bigint): bigint {
	if (n < 2n) return n;
	let guess = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
	for (;;) {
		const next = (guess + n / guess) / 2n;
		if (next >= guess) return guess;
		guess = next;
	}
}

export function firstOf<T>(items: readonly T[], what: string): T {
	const [first] = items;
	if (first === undefined) throw new StageError(`the network has no ${what}`);
	return first;
}

const price = (value: bigint): string => formatDecimal(value, ORACLE_DECIMALS);
const units = (amount: bigint): string => formatFixed(amount, 7, 2);
