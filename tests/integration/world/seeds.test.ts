import { expect, test } from 'vitest';
import { createAccountIntent } from '#lib/chain/classic.ts';
import { jsonRpc } from '#lib/chain/json-rpc.ts';
import { registerWithSessionIntent } from '#lib/chain/registry-calls.ts';
import { tokenNames } from '#lib/deployment/world/cast.ts';
import type { FeedItem } from '#lib/keeper/feed.ts';
import { usdc } from '#lib/math/amount.ts';
import { SCALE_7 } from '#lib/math/scale.ts';
import { HouseKeeper } from '#worker/house.ts';
import { openTestWorld, stranger, type TestWorld } from './harness.ts';

const whole = (units: number): bigint => BigInt(units) * SCALE_7;

/** A keeper of a visitor, who registers with one signature and looks as often as the house does. */
async function visitor({ world }: TestWorld, feed: (item: FeedItem) => void): Promise<HouseKeeper> {
	const { stage, network, funder } = world.scene;
	const operator = await stranger('operator');
	const session = await stranger('session');
	await stage.perform('account', funder, createAccountIntent(operator.address, whole(100)));
	const { closedAt } = await stage.head();
	const { registry, usdc: cash, native, pools } = network;
	const intent = registerWithSessionIntent(
		{ registry, usdc: cash.contract, native: native.contract },
		{
			...{ operator: operator.address, name: 'visitor', stake: 0n, session: session.address },
			float: whole(20),
			expiresAt: closedAt + 7 * 24 * 3_600,
			limits: {
				fillsPerHour: 60,
				maxUsdcPerFill: usdc(whole(20_000)),
				pools: pools.map(({ contract }) => contract)
			}
		}
	);
	await stage.perform('registration', operator, intent);
	const keeper = new HouseKeeper(
		{ name: 'visitor', operator, session },
		{
			rpc: () => jsonRpc({ post: (body) => world.post(body) }),
			...{ network, routeCount: network.venues.length, temper: 'eager' },
			nameOf: tokenNames(network),
			feed: (_name, item) => {
				feed(item);
			}
		}
	);
	keeper.start();
	await keeper.settled();
	return keeper;
}

/** Who won what, from the crash of a price until all that it made liquidatable is filled. */
async function raceAfterCrash(seed: string): Promise<{ visitor: number; house: number }> {
	const open = await openTestWorld(seed);
	const { world, commands, view } = open;
	await commands.run({ kind: 'pause' });
	let own = 0;
	const keeper = await visitor(open, (item) => {
		if (item.kind === 'outcome' && item.outcome.kind === 'won' && item.action.kind === 'fill') {
			own += 1;
		}
	});
	const asset = world.scene.network.native.contract;
	await commands.run({ kind: 'move-price', asset, bps: -2_500 });
	const house = () =>
		view().lines.filter(({ text }) => text.includes('fill of') && text.includes('won:')).length;
	for (let closed = 0; closed < 320 && own + house() < 4; closed += 1) {
		await world.close(1);
		keeper.wake();
		await keeper.settled();
	}
	const result = { visitor: own, house: house() };
	await keeper.stop();
	await world.stop();
	return result;
}

test('over the seeds 1 to 5 a visitor’s keeper and the house each win, and in some worlds the house leaves all to the visitor', async () => {
	const races = [];
	for (const seed of ['1', '2', '3', '4', '5']) races.push(await raceAfterCrash(seed));
	// the loan that was bad before anybody came, and three that the crash made bad
	for (const race of races) expect(race.visitor + race.house).toBe(4);
	expect(races.some(({ house }) => house > 0)).toBe(true);
	expect(races.filter(({ visitor: own }) => own === 4).length).toBeGreaterThanOrEqual(2);
	expect(races.filter(({ house }) => house > 0).length).toBeGreaterThanOrEqual(2);
}, 600_000);
