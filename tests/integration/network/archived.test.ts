import { beforeAll, expect, test } from 'vitest';
import type { LedgerKey } from '#lib/chain/ledger-keys.ts';
import { networkReader, type NetworkReader } from '#lib/chain/network-reader.ts';
import { openWorld, type World } from '../../../scripts/costs/world.ts';
import { archiveAll } from '../../fixtures/archive.ts';
import { fund } from '../archival/world.ts';

let world: World;
beforeAll(async () => {
	world = await openWorld();
	await fund(world, world.cast.lp.address);
});

async function read(reader: NetworkReader) {
	const { address } = world.cast.lp;
	const answer = await reader.read([address], world.scene.stage.signal);
	if (!answer.ok) throw new Error(JSON.stringify(answer.error));
	const account = answer.value.accounts.get(address);
	if (account === undefined) throw new Error('expected the account');
	return { facts: answer.value.facts, account };
}

test('what lies in the archive is named, is no 0, and is whole again once it is restored', async () => {
	const { stage, network } = world.scene;
	const reader = networkReader(stage.chain.rpc, network);
	const before = await read(reader);
	expect(before.facts.archived).toEqual([]);
	expect(before.account.archived).toEqual([]);

	await archiveAll(world.scene.stage.chain.rpc);
	const gone = await read(networkReader(stage.chain.rpc, network));
	expect(gone.facts.vault).toMatchObject({
		ok: false,
		error: expect.stringContaining('archived') as string
	});
	expect(gone.account.shares.ok).toBe(false);
	const named = [...gone.facts.archived, ...gone.account.archived];
	expect(named.map(({ what }) => what)).toEqual(
		expect.arrayContaining(['the vault', 'the number of shares', 'your shares'])
	);

	await world.perform(world.cast.lp, {
		kind: 'restore',
		keys: named.map(({ key }) => key as LedgerKey)
	});
	const back = await read(networkReader(stage.chain.rpc, network));
	expect(back.facts.archived).toEqual([]);
	expect(back.account.archived).toEqual([]);
	expect(back.account.shares).toEqual(before.account.shares);
	expect(back.account.tranche).toEqual(before.account.tranche);
	expect(back.facts.vault).toMatchObject({ ok: true, value: { open: true } });
});
