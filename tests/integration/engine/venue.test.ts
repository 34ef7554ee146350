import { expect, test } from 'vitest';
import { removeLiquidityIntent } from '#lib/chain/market-calls.ts';
import { instanceKey } from '#lib/chain/ledger-keys.ts';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { readPair } from '#lib/chain/venue-entries.ts';
import { closeUntil, decisionsOf, openWorld, outcomesOf, type World } from './world.ts';

/** Takes liquidity out of the XLM pair until only a part per thousand is left. */
async function drain(world: World, leftPerMille: bigint): Promise<void> {
	const { stage, network, deployer } = world.scene;
	const [venue] = network.venues;
	if (venue === undefined) throw new Error('no venue');
	const entries = await readEntries(stage.chain.rpc, [instanceKey(venue.contract)], stage.signal);
	if (!entries.ok) throw new Error('unreadable');
	const pair = readPair(entries.value, venue.contract);
	if (!pair.ok) throw new Error('unreadable');
	const taken = (reserve: bigint) => reserve - (reserve * leftPerMille) / 1_000n;
	await stage.perform(
		'draining the pair',
		deployer,
		removeLiquidityIntent(
			venue.contract,
			deployer.address,
			taken(pair.value.reserveA),
			taken(pair.value.reserveB)
		)
	);
}

test('a venue too thin for the sale makes everybody wait until the discount pays for it', async () => {
	const world = await openWorld();
	await world.crash(25);
	await drain(world, 10n);
	const before = await world.books();
	const race = await world.start();
	await closeUntil(world, () => race.isQuiet);
	const after = await world.books();

	const [waits] = race.racers.map(({ feed }) =>
		decisionsOf(feed).flatMap(({ kind, ...rest }) =>
			kind === 'wait' && 'reason' in rest && rest.reason.kind === 'until-profitable'
				? [rest.reason]
				: []
		)
	);
	// in a deep market the same auction is filled at age 180
	expect(waits?.[0]).toMatchObject({ kind: 'until-profitable' });
	expect(waits?.[0]?.fairAge).toBeGreaterThan(200);
	const won = race.racers
		.flatMap(({ feed }) => outcomesOf(feed))
		.flatMap((outcome) =>
			outcome.kind === 'won' && outcome.receipt !== undefined ? [outcome.receipt] : []
		);
	expect(won).toHaveLength(1);
	expect(won[0]?.age).toBeGreaterThan(200);
	expect(after.vault.balance - before.vault.balance).toBe(won[0]?.profit);
	await race.stop();
});

test('the local outlook of a fill equals what the vault then measures', async () => {
	const world = await openWorld();
	const race = await world.start();
	await world.crash(25);
	await closeUntil(world, () =>
		race.racers.some(({ feed }) => decisionsOf(feed).some(({ kind }) => kind === 'fill'))
	);
	const [racer] = race.racers;
	const fill = decisionsOf(racer?.feed ?? []).find(({ kind }) => kind === 'fill');
	if (fill?.kind !== 'fill') throw new Error('no fill');
	const { economics } = fill.outlook;
	expect(economics.misses).toBeUndefined();
	// the fill is applied one ledger later: a little more lot for the same bid, at a little more interest
	await closeUntil(world, () => race.isQuiet);
	const receipt = race.racers
		.flatMap(({ feed }) => outcomesOf(feed))
		.flatMap((outcome) => (outcome.kind === 'won' ? [outcome.receipt] : []))
		.find((one) => one !== undefined);
	expect(receipt?.age).toBe(fill.outlook.age + 1);
	expect(receipt?.profit).toBeGreaterThan(economics.profit);
	const drift = (receipt?.spent ?? 0n) - economics.spent;
	expect(drift).toBeGreaterThanOrEqual(0n);
	expect(drift).toBeLessThan(1_000n);
	await race.stop();
});
