import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { Intent } from '#lib/chain/operation.ts';
import type { Resources } from '#lib/chain/prepare.ts';
import { address, decode, i128, string, u32 } from '#lib/chain/scval.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { fillIntent } from '#lib/chain/vault-calls.ts';
import { ripeAuction } from '../../../scripts/costs/auction.ts';
import { appliedCost } from '../../../scripts/costs/applied.ts';
import { open, signed, type Call } from '../../../scripts/costs/call.ts';
import { openWorld, type World } from '../../../scripts/costs/world.ts';
import { simulated } from '../archival/world.ts';
import { apply, crowd, declaredBy, openAccounts, redeclared } from './bulk.ts';

const REGISTRATIONS = 5_000;
const PER_LEDGER = 250;

const registration = (registry: string, who: Signer): Call =>
	signed(who, registry, 'register', [address(who.address), string('one of many'), i128(0n)]);

/** Applies a registration by itself: what it declared, and what it did and cost. */
async function register({ scene }: World, call: Call) {
	const { stage } = scene;
	const prepared = await simulated(scene, call);
	const { prepared: sent } = await stage.perform('registering', call.by, call.intent);
	const { feeCharged, eventBytes } = await appliedCost(stage.chain.rpc, sent.hash, stage.signal);
	return { declared: prepared.resources, data: declaredBy(prepared), feeCharged, eventBytes };
}

async function count({ scene, cast }: World): Promise<number> {
	const { by, intent } = open(cast.lp, scene.network.registry, 'keeper_count');
	const { returned } = await scene.stage.perform('counting', by, intent);
	const value = returned === undefined ? undefined : decode(v.number(), returned, 'count');
	if (value?.ok !== true) throw new Error('expected a count');
	return value.value;
}

/** Instructions, keys, bytes; a fee may follow the size of the whole state, which is the network's affair. */
const shapeOf = (resources: Resources | undefined) => {
	const { instructions = 0, readKeys, writeKeys, writeBytes, readBytes } = resources ?? {};
	return { instructions, readKeys, writeKeys, writeBytes, readBytes };
};

test('w12 5,000 registrations at constant cost: all fit what the first declared, the last costs what the first did, and none enters the roster before its first fill', async () => {
	const world = await openWorld();
	const { scene, cast } = world;
	const { network } = scene;
	const people = await crowd(REGISTRATIONS, 'w12 operator');
	await openAccounts(scene, people);
	const [first, last] = [people[0], people.at(-1)];
	if (first === undefined || last === undefined) throw new Error('expected people');
	const { order } = await ripeAuction(world);
	const [keeper] = cast.keepers;
	if (keeper === undefined) throw new Error('expected a keeper');
	const fill: { by: Signer; intent: Intent } = {
		by: keeper.session,
		intent: fillIntent(network.vault, keeper.operator.address, keeper.session.address, order)
	};
	await scene.stage.closeLedger(); // interest is charged from the next ledger on
	const fillBefore = await simulated(scene, fill);
	const one = await register(world, registration(network.registry, first));

	const others = people.slice(1, -1);
	for (let at = 0; at < others.length; at += PER_LEDGER) {
		const attempts = others.slice(at, at + PER_LEDGER).map((by) => ({
			by,
			sequence: 1n,
			intent: registration(network.registry, by).intent,
			data: redeclared(one.data, first.address, by.address)
		}));
		const ends = await apply(scene, attempts);
		expect(ends.filter((end) => end !== 'SUCCESS')).toEqual([]);
	}
	const all = await register(world, registration(network.registry, last));
	expect(shapeOf(all.declared)).toEqual(shapeOf(one.declared));
	expect(all.eventBytes).toBe(one.eventBytes);
	expect(all.feeCharged).toBe(one.feeCharged);
	console.log(
		`registration 1: ${one.feeCharged} stroops, ${one.declared?.instructions} instructions; ` +
			`registration ${REGISTRATIONS}: ${all.feeCharged} stroops, ${all.declared?.instructions} instructions`
	);

	expect(await count(world)).toBe(0);
	const fillAfter = await simulated(scene, fill);
	expect(fillAfter.resources?.readKeys).toBe(fillBefore.resources?.readKeys);
	expect(fillAfter.resources?.writeBytes).toBe(fillBefore.resources?.writeBytes);
	await world.perform(fill.by, fill.intent);
	expect(await count(world)).toBe(1);
	const page = open(cast.lp, network.registry, 'get_keepers', [u32(0), u32(32)]);
	const { returned } = await scene.stage.perform('the roster', page.by, page.intent);
	const slots = v.array(v.tuple([v.string(), v.unknown()]));
	const listed = returned === undefined ? undefined : decode(slots, returned, 'page');
	if (listed?.ok !== true) throw new Error('expected a page');
	expect(listed.value.map(([operator]) => operator)).toEqual([keeper.operator.address]);
}, 300_000);
