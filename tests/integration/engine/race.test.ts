import { expect, test } from 'vitest';
import { closeUntil, decisionsOf, openWorld, outcomesOf, transactionsOf } from './world.ts';

test('a lost race costs its fee and nothing else', async () => {
	const world = await openWorld();
	const before = await world.books();
	const race = await world.start();
	await world.crash(25);
	await closeUntil(world, () => race.isQuiet);
	const after = await world.books();
	const sent = await transactionsOf(world, race);

	const winner = after.keepers.findIndex(({ fills }) => fills === 1);
	const loser = 1 - winner;
	expect([0, 1]).toContain(winner);
	expect(outcomesOf(race.racers[loser]?.feed ?? [])).toContainEqual(
		expect.objectContaining({ kind: 'outcompeted' })
	);
	const lostFill = sent[loser]?.find(({ action }) => action.kind === 'fill');
	expect(lostFill?.code).toBe('txFailed');
	expect(lostFill?.operation).toBe('invokeHostFunctionTrapped');
	const fees = sent[loser]?.reduce((sum, { feeCharged }) => sum + feeCharged, 0n) ?? 0n;
	expect(fees).toBeGreaterThan(0n);
	const [was, is] = [before.keepers[loser], after.keepers[loser]];
	expect(is).toEqual({ ...was, sessionXlm: (was?.sessionXlm ?? 0n) - fees });
	await race.stop();
});

test('a rival creates the auction first: the other says so and races on for the fill', async () => {
	const world = await openWorld();
	const race = await world.start();
	await world.crash(25);
	await closeUntil(world, () => race.racers.some(({ feed }) => outcomesOf(feed).length > 0));
	const created = race.racers.map(({ feed }) => outcomesOf(feed)[0]?.kind);
	expect(created.toSorted()).toEqual(['created-by-other', 'won']);
	await closeUntil(world, () => race.isQuiet);
	const fills = race.racers.map(({ feed }) => outcomesOf(feed)[1]?.kind);
	expect(fills.toSorted()).toEqual(['outcompeted', 'won']);
	await race.stop();
});

test('little capital fills part of the auction, and the rest as it comes back', async () => {
	const world = await openWorld(2, { deposit: 5_000_000_000n });
	const before = await world.books();
	const race = await world.start();
	await world.crash(25);
	await closeUntil(world, () => race.isQuiet);
	const after = await world.books();

	const percents = race.racers.flatMap(({ feed }) =>
		decisionsOf(feed).flatMap((decision) =>
			decision.kind === 'fill' ? [decision.outlook.percent] : []
		)
	);
	expect(Math.min(...percents)).toBeGreaterThan(0);
	expect(Math.min(...percents)).toBeLessThan(100);
	const profits = (await transactionsOf(world, race))
		.flat()
		.map(({ receipt }) => receipt?.profit ?? 0n)
		.filter((profit) => profit > 0n);
	expect(profits.length).toBeGreaterThan(1);
	const profit = profits.reduce<bigint>((sum, one) => sum + one, 0n);
	expect(after.vault.balance - before.vault.balance).toBe(profit);
	await race.stop();
});
