import { beforeAll, expect, test } from 'vitest';
import { jsonRpc, type JsonRpc } from '#lib/chain/json-rpc.ts';
import { transact, type Applied } from '#lib/chain/transact.ts';
import { testimony } from '#lib/chain/witness.ts';
import { err } from '#lib/result.ts';
import { fillOf, ripeAuction } from '../../../scripts/costs/auction.ts';
import { openWorld, type World } from '../../../scripts/costs/world.ts';
import { altered } from '../flows/world.ts';

/* A profit is booked as several endpoints tell it, each asked by itself: one alone could make it up. */

let world: World;
let honest: JsonRpc;
let fill: Applied;
beforeAll(async () => {
	world = await openWorld();
	const { stage } = world.scene;
	honest = jsonRpc(stage.sandbox.transport);
	const { order } = await ripeAuction(world);
	const { by, intent } = fillOf(world, order);
	const applied = await transact(stage.chain, by, intent, stage.signal);
	if (!applied.ok) throw new Error(applied.error.kind);
	fill = applied.value;
});

const { signal } = new AbortController();
const ask = (endpoints: readonly JsonRpc[], hash = fill.prepared.hash) =>
	testimony(endpoints, hash, world.scene.network, signal);
const telling = (alter: (answer: string) => string) =>
	altered(world.scene.stage.sandbox.transport, (_request, answer) => {
		const told = alter(answer);
		expect(told).not.toBe(answer);
		return told;
	});
const silent = jsonRpc({
	post: () => Promise.resolve(err({ kind: 'unreachable', detail: 'cut off' }))
});

/** The same transaction with a receipt of other amounts. */
const richer = () =>
	telling((answer) =>
		answer.replace(/(?<="resultMetaXdr":")[^"]+/, (meta) => {
			const receipt = fill.returned?.toXdr('hex') ?? 'no receipt';
			const forged = receipt.replace(/.{2}$/, (last) => (last === '00' ? '01' : '00'));
			const hex = Buffer.from(meta, 'base64').toString('hex');
			return Buffer.from(hex.replaceAll(receipt, forged), 'hex').toString('base64');
		})
	);

test('two that say the same are two confirmations, with the receipt', async () => {
	const said = await ask([honest, honest]);
	expect(said).toMatchObject({
		kind: 'agreed',
		confirmations: 2,
		silent: 0,
		fate: { kind: 'succeeded', ledger: fill.ledger }
	});
	const receipt = said.kind === 'agreed' && said.fate.kind === 'succeeded' && said.fate.receipt;
	expect(receipt && receipt.profit).toBeGreaterThan(0n);
});

test('one that does not answer neither confirms nor contradicts', async () => {
	expect(await ask([silent, honest])).toMatchObject({
		kind: 'agreed',
		confirmations: 1,
		silent: 1
	});
	expect(await ask([silent, silent])).toEqual({ kind: 'open' });
	expect(await ask([])).toEqual({ kind: 'open' });
});

test('a receipt made up by one of them is not booked, whichever is asked first', async () => {
	expect(await ask([richer()])).toMatchObject({ kind: 'agreed', confirmations: 1 });
	expect(await ask([richer(), honest])).toEqual({ kind: 'open' });
	expect(await ask([honest, richer()])).toEqual({ kind: 'open' });
});

test('another ledger, or one that does not have it, leaves it open', async () => {
	const later = telling((answer) =>
		answer.replace(`"ledger":${fill.ledger}`, `"ledger":${fill.ledger + 1}`)
	);
	expect(await ask([honest, later])).toEqual({ kind: 'open' });
	const without = telling((answer) => answer.replace('"SUCCESS"', '"NOT_FOUND"'));
	expect(await ask([honest, without])).toEqual({ kind: 'open' });
	expect(await ask([without, honest])).toEqual({ kind: 'open' });
	expect(await ask([honest, honest], '0'.repeat(64))).toEqual({ kind: 'open' });
});
