import { expect, test } from 'vitest';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { accountKey } from '#lib/chain/ledger-keys.ts';
import {
	delegationKey,
	keeperKey,
	readDelegation,
	readKeeper
} from '#lib/chain/registry-entries.ts';
import { address, i128 } from '#lib/chain/scval.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { readAccount } from '#lib/chain/token-entries.ts';
import { fillIntent } from '#lib/chain/vault-calls.ts';
import { whole } from '../../../scripts/costs/amounts.ts';
import { ripeAuction } from '../../../scripts/costs/auction.ts';
import { signed, type Call } from '../../../scripts/costs/call.ts';
import { openWorld, type World } from '../../../scripts/costs/world.ts';
import { fund, simulated } from '../archival/world.ts';
import { apply, declaredBy } from './bulk.ts';

const ATTEMPTS = 1_000;

/** Everything the registry says about an operator and its session. */
async function record({ scene }: World, operator: Signer, session: Signer) {
	const { registry } = scene.network;
	const keys = [
		keeperKey(registry, operator.address),
		delegationKey(registry, operator.address, session.address)
	];
	const entries = await readEntries(scene.stage.chain.rpc, keys, scene.stage.signal);
	if (!entries.ok) throw new Error('the registry could not be read');
	return {
		keeper: readKeeper(entries.value, registry, operator.address),
		delegation: readDelegation(entries.value, registry, operator.address, session.address)
	};
}

async function sequenceOf({ scene }: World, who: Signer): Promise<bigint> {
	const key = accountKey(who.address);
	const entries = await readEntries(scene.stage.chain.rpc, [key], scene.stage.signal);
	const account = entries.ok ? readAccount(entries.value, who.address) : entries;
	if (!account.ok || account.value === undefined) throw new Error('expected an account');
	return account.value.sequence;
}

test('w6 1,000 attempts that fill nothing, paid for and in the ledger, change no statistic of their keeper', async () => {
	const world = await openWorld();
	const { scene, cast } = world;
	const { vault, registry } = scene.network;
	const [winner, loser] = cast.keepers;
	if (winner === undefined || loser === undefined) throw new Error('expected two keepers');
	const { order } = await ripeAuction(world);
	const fillOf = (
		{ operator, session }: typeof winner,
		change: Partial<typeof order> = {}
	): Call => ({
		by: session,
		intent: fillIntent(vault, operator.address, session.address, { ...order, ...change })
	});
	await fund(world, loser.session.address);
	await fund(world, loser.operator.address);
	// simulated while the auction stood: every attempt declares all that a real fill touches
	const data = declaredBy(await simulated(scene, fillOf(loser)));
	await world.perform(winner.session, fillOf(winner).intent);
	const before = await record(world, loser.operator, loser.session);
	expect(before.keeper).toMatchObject({ ok: true, value: { fills: 0, profit: 0n, volume: 0n } });

	const [operator, session] = [loser.operator, loser.session].map(({ address: of }) => address(of));
	if (operator === undefined || session === undefined) throw new Error('expected addresses');
	const told = [operator, i128(whole(50)), i128(whole(50))];
	const consumed = [operator, session, address(order.pool), i128(whole(50))];
	const bySession: readonly Call[] = [
		fillOf(loser), // somebody was faster
		fillOf(loser, { percent: 0 }),
		signed(loser.session, registry, 'record_execution', told)
	];
	const byOperator: readonly Call[] = [
		signed(loser.operator, registry, 'record_execution', told),
		signed(loser.operator, registry, 'consume', consumed)
	];
	const first = {
		session: await sequenceOf(world, loser.session),
		operator: await sequenceOf(world, loser.operator)
	};
	for (let round = 0; round < ATTEMPTS / 2; round += 1) {
		const [one, other] = [
			bySession[round % bySession.length],
			byOperator[round % byOperator.length]
		];
		if (one === undefined || other === undefined) throw new Error('expected calls');
		const next = BigInt(round + 1);
		const ends = await apply(scene, [
			{ ...one, sequence: first.session + next, data },
			{ ...other, sequence: first.operator + next, data }
		]);
		expect(ends).toEqual(['FAILED', 'FAILED']);
	}
	expect(await record(world, loser.operator, loser.session)).toEqual(before);
	const won = await record(world, winner.operator, winner.session);
	expect(won.keeper).toMatchObject({ ok: true, value: { fills: 1 } });
}, 300_000);
