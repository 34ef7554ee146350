import { address, bytes, decode, i128 } from '#lib/chain/scval.ts';
import * as v from 'valibot';
import { transferIntent } from '#lib/chain/token-calls.ts';
import type { BlendFiles } from '#lib/deployment/blend-steps.ts';
import type { ContractSpec } from '../contract-spec/spec.ts';
import { whole } from './amounts.ts';
import { fillOf } from './auction.ts';
import { open, type Call, type Case } from './call.ts';
import type { Measurable } from './cases.ts';
import {
	BAD_DEBT,
	badDebt,
	COMET_LEG_EVENT_BYTES,
	enablement,
	enact,
	INTEREST,
	interest,
	openDebts,
	type Debts
} from './debts.ts';
import { costliestLeg, type Leg } from './legs.ts';
import { measure } from './measure.ts';
import { excesses, excessOfLeg, linesOf, type Line, type Report } from './report.ts';
import { openWorld, type World } from './world.ts';

/* What needs the real Blend: our adapter for Comet, and fills of auction types 1 and 2. */

const VENUE = 'comet-venue';
/** LP tokens traded: what a fill of a few hundred USDC moves. */
const AMOUNT = whole(400);

export async function blendCosts(
	specs: readonly ContractSpec[],
	blend: BlendFiles
): Promise<Report> {
	const world = await openWorld(blend);
	const debts = await openDebts(world);
	await enact(
		world,
		[BAD_DEBT, INTEREST].map((type) => enablement(debts, type))
	);
	world.keep();
	const own = specs.filter(({ contract }) => contract === VENUE);
	const { lines, problems } = await linesOf(world, own, { [VENUE]: venueCases(debts) });
	const selling = await fillLine(world, 'fill of bad debt', () => badDebt(world, debts));
	const buying = await fillLine(world, 'fill of interest', () => interest(world, debts));
	const fills = [selling, buying];
	const legs = [
		legOf(world, selling, debts, 'sale of LP'),
		legOf(world, buying, debts, 'purchase of LP')
	];
	problems.push(...fills.flatMap(excesses), ...legs.flatMap(excessOfLeg));
	return { lines: [...lines, ...fills], legs, fillEvents: undefined, problems };
}

async function fillLine(
	world: World,
	fn: string,
	scene: () => ReturnType<typeof badDebt>
): Promise<Line> {
	world.reset();
	const order = await scene();
	const cost = await measure(world, fillOf(world, order));
	return { contract: 'nectar-vault', fn, cost };
}

function venueCases(debts: Debts): Measurable {
	const quote =
		(fn: string, from: 'comet' | 'usdc'): Case =>
		(world) =>
			open(world.cast.lp, debts.venue, fn, trade(world, debts, from, i128(AMOUNT)));
	return {
		at: () => debts.venue,
		cases: {
			quote_exact_in: quote('quote_exact_in', 'comet'),
			quote_exact_out: quote('quote_exact_out', 'usdc'),
			swap_exact_in: (world) => swap(world, debts, 'sale'),
			swap_exact_out: (world) => swap(world, debts, 'purchase')
		}
	};
}

/** Arguments of quotes and swaps. */
const trade = (
	world: World,
	{ comet, routeData }: Debts,
	from: 'comet' | 'usdc',
	...amounts: readonly ReturnType<typeof i128>[]
) => {
	const cash = address(world.scene.network.usdc.contract);
	const pair = from === 'comet' ? [address(comet), cash] : [cash, address(comet)];
	return [...pair, ...amounts, bytes(routeData)];
};

/** What a fill does with LP tokens: it sells all it has, or buys exactly what is asked for. Paid already. */
async function swap(world: World, debts: Debts, way: 'sale' | 'purchase'): Promise<Call> {
	const { deployer, network } = world.scene;
	const sale = way === 'sale';
	const paid = sale ? AMOUNT : await price(world, debts);
	const token = sale ? debts.comet : network.usdc.contract;
	const payment = transferIntent(token, deployer.address, debts.venue, paid);
	await world.perform(deployer, payment);
	const [cash, comet, to] = [network.usdc.contract, debts.comet, deployer.address].map(address);
	if (cash === undefined || comet === undefined || to === undefined) throw new Error('addresses');
	const data = bytes(debts.routeData);
	return sale
		? open(deployer, debts.venue, 'swap_exact_in', [comet, cash, i128(paid), i128(1n), to, data])
		: open(deployer, debts.venue, 'swap_exact_out', [
				cash,
				comet,
				i128(AMOUNT),
				i128(paid),
				to,
				data
			]);
}

async function price(world: World, debts: Debts): Promise<bigint> {
	const args = trade(world, debts, 'usdc', i128(AMOUNT));
	const { by, intent } = open(world.cast.lp, debts.venue, 'quote_exact_out', args);
	const { returned } = await world.scene.stage.perform('a quote', by, intent);
	const value = returned === undefined ? undefined : decode(v.bigint(), returned, 'quote');
	if (value?.ok !== true) throw new Error('expected a price');
	return value.value;
}

function legOf(world: World, { cost }: Line, { route, venue }: Debts, name: string): Leg {
	const measured = costliestLeg(cost.events, world.scene.network.vault, venue);
	return { route, name, measured, configured: COMET_LEG_EVENT_BYTES };
}
