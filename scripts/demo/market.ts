import { readEntries } from '#lib/chain/ledger-entries.ts';
import { instanceKey } from '#lib/chain/ledger-keys.ts';
import { setPriceFreshIntent, swapExactInIntent } from '#lib/chain/market-calls.ts';
import { oracleKeys, readPrice } from '#lib/chain/oracle-entries.ts';
import { transferIntent } from '#lib/chain/token-calls.ts';
import { readPair } from '#lib/chain/venue-entries.ts';
import { formatDecimal, formatFixed } from '#lib/math/format-decimal.ts';
import type { Pair } from '#lib/venues/pair.ts';
import { quoteExactIn } from '#lib/venues/quote-exact-in.ts';
import { DemoError, type Scene } from './stage.ts';

const ORACLE_DECIMALS = 7;

/** Current oracle prices of XLM and USDC, and the pair between them. */
async function readMarket({ stage, network }: Scene) {
	const pool = firstOf(network.pools, 'pool');
	const venue = firstOf(network.venues, 'venue');
	const [native, cash] = [network.native.contract, network.usdc.contract];
	const keys = [...oracleKeys(pool.oracle, [native, cash]), instanceKey(venue.contract)];
	const entries = await readEntries(stage.chain.rpc, keys, stage.signal);
	if (!entries.ok) throw new DemoError('the market could not be read');
	const xlm = readPrice(entries.value, pool.oracle, native);
	const usdc = readPrice(entries.value, pool.oracle, cash);
	const pair = readPair(entries.value, venue.contract);
	if (!xlm.ok || !usdc.ok || !pair.ok || xlm.value === undefined || usdc.value === undefined) {
		throw new DemoError('the market has no price for XLM or USDC');
	}
	return {
		oracle: pool.oracle,
		venue,
		pair: pair.value,
		xlm: xlm.value.value,
		usdc: usdc.value.value
	};
}

/** Moves the oracle's price of XLM; `move` gets the old one. */
export async function movePrice(
	scene: Scene,
	move: (old: bigint) => bigint,
	why: string
): Promise<void> {
	const { oracle, xlm } = await readMarket(scene);
	const next = move(xlm);
	if (next === xlm) return;
	if (next <= 0n) throw new DemoError('the price would fall to nothing');
	const { stage, network, deployer } = scene;
	const intent = setPriceFreshIntent(oracle, network.native.contract, next);
	const { ledger } = await stage.perform('setting the price', deployer, intent);
	const text = `XLM ${price(xlm)} → ${price(next)} USD (${why})`;
	stage.tell({ ledger, who: 'oracle', text });
}

/** Trades XLM against USDC until the pair's price is the oracle's: what somebody would do in a real market. */
export async function followOracle(scene: Scene): Promise<void> {
	const { stage, network, deployer } = scene;
	const { venue, pair, xlm, usdc } = await readMarket(scene);
	const [native, cash] = [network.native.contract, network.usdc.contract];
	const trade = towardsPrice(pair, native, xlm, usdc);
	if (trade === undefined) return;
	const [pay, receive] = trade.sellsXlm ? [native, cash] : [cash, native];
	const out = quoteExactIn(pair, pay, trade.amount);
	const paid = transferIntent(pay, deployer.address, venue.contract, trade.amount);
	await stage.perform('paying the pair', deployer, paid);
	const swap = swapExactInIntent(
		venue.contract,
		{ token: pay, amount: trade.amount },
		{ token: receive, amount: out },
		deployer.address
	);
	const { ledger } = await stage.perform('trading', deployer, swap);
	const [sold, bought] = trade.sellsXlm ? ['XLM', 'USDC'] : ['USDC', 'XLM'];
	const text = `sells ${units(trade.amount)} ${sold} for ${units(out)} ${bought}: ${venue.name} follows the oracle`;
	stage.tell({ ledger, who: 'trader', text });
}

/** Within the fee of the pair nobody would trade. */
const FEE_BPS = 30n;
const BPS = 10_000n;

function towardsPrice(pair: Pair, native: string, xlmPrice: bigint, usdcPrice: bigint) {
	const xlmIsA = pair.tokenA === native;
	const xlm = xlmIsA ? pair.reserveA : pair.reserveB;
	const usdc = xlmIsA ? pair.reserveB : pair.reserveA;
	const [held, worth] = [usdc * usdcPrice, xlm * xlmPrice];
	const gap = held > worth ? held - worth : worth - held;
	if (gap * BPS <= worth * FEE_BPS) return undefined;
	return held > worth
		? { sellsXlm: true, amount: squareRoot((xlm * usdc * usdcPrice) / xlmPrice) - xlm }
		: { sellsXlm: false, amount: squareRoot((xlm * usdc * xlmPrice) / usdcPrice) - usdc };
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
	if (first === undefined) throw new DemoError(`the network has no ${what}`);
	return first;
}

const price = (value: bigint): string => formatDecimal(value, ORACLE_DECIMALS);
const units = (amount: bigint): string => formatFixed(amount, 7, 2);
