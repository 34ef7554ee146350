import { expect, test } from 'vitest';
import { trustIntent } from '#lib/chain/classic.ts';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { readReserveList, reserveListKey } from '#lib/chain/pool-entries.ts';
import { claimRewardsIntent } from '#lib/chain/vault-calls.ts';
import { readShareBalance, shareBalanceKey } from '#lib/chain/vault-entries.ts';
import { ok } from '#lib/result.ts';
import { closeUntil, openWorld } from './world.ts';

test('the winner is paid exactly what the vault owed, by a call anybody may make', async () => {
	const world = await openWorld();
	const race = await world.start();
	await world.crash(25);
	await closeUntil(world, () => race.isQuiet);
	await race.stop();
	const { stage, network } = world.scene;
	stage.onClose(() => Promise.resolve());
	const after = await world.books();
	const winner = after.keepers.findIndex(({ fills }) => fills > 0);
	const loser = world.cast.keepers[1 - winner];
	const party = world.cast.keepers[winner];
	const { code, issuer } = network.usdc;
	if (party === undefined || loser === undefined || issuer === undefined) throw new Error('cast');

	await stage.perform('trusting USDC', party.operator, trustIntent(code, issuer));
	const claim = claimRewardsIntent(network.vault, party.operator.address);
	await stage.perform('claiming', loser.operator, claim);
	const paid = await world.books();
	const reward = after.keepers[winner]?.reward ?? 0n;
	expect(reward).toBeGreaterThan(0n);
	expect(paid.keepers[winner]).toMatchObject({ reward: 0n, operatorUsdc: reward });
	expect(paid.vault.balance).toBe(after.vault.balance - reward);
	expect(paid.vault.owed).toBe(after.vault.owed - reward);
	expect(paid.vault.sharePrice).toBeGreaterThanOrEqual(after.vault.sharePrice);
});

test('the LP owns what it paid in, and the pool lists what networks.json says', async () => {
	const world = await openWorld();
	const { stage, network } = world.scene;
	const [pool] = network.pools;
	const lp = world.cast.lp.address;
	if (pool === undefined) throw new Error('no pool');
	const keys = [shareBalanceKey(network.vault, lp), reserveListKey(pool.contract)];
	const entries = await readEntries(stage.chain.rpc, keys, stage.signal);
	if (!entries.ok) throw new Error('unreadable');
	expect(readShareBalance(entries.value, network.vault, lp)).toEqual(ok(500_000_000_000n));
	expect(readReserveList(entries.value, pool.contract)).toEqual(ok(pool.assets));
});
