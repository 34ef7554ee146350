import { expect, test } from 'vitest';
import type { JsonRpc, RpcAnswer } from '#lib/chain/json-rpc.ts';
import { LOADING, type Known } from '#lib/known.ts';
import type { NetworkChoice } from '#lib/networks.ts';
import { err, ok } from '#lib/result.ts';
import { TabFacts, type TabSite, type TabTools } from './tab-facts.svelte.ts';

const NOW = 1_795_000_000;
const CID = `b${'a2'.repeat(29)}`;

function choice(kind: NetworkChoice['kind']): NetworkChoice {
	return {
		name: 'n',
		title: 'N',
		kind,
		test: true,
		passphrase: 'n',
		rpc: [],
		explorer: undefined,
		friendbot: undefined,
		deployed: undefined
	};
}
function tab(url: string, given: Partial<TabTools> & { kind?: NetworkChoice['kind'] } = {}) {
	const { kind = 'rpc', ...tools } = given;
	let answer: RpcAnswer = ok({ passphrase: 'n', protocolVersion: 28 });
	let head: Known<{ ledger: number; closedAt: number }> = LOADING;
	const rpc: JsonRpc = { batch: () => Promise.resolve([answer]), posts: 0 };
	const site: TabSite = {
		choice: choice(kind),
		get head() {
			return head;
		},
		rpc: () => Promise.resolve(rpc)
	};
	const { protocol, hostname, port, pathname, search } = new URL(url);
	const facts = new TabFacts(site, false, {
		place: () => ({
			isSecureContext: true,
			isTop: true,
			location: { protocol, hostname, port, pathname, search }
		}),
		makesKeys: () => Promise.resolve(true),
		stores: () => Promise.resolve(undefined),
		now: () => NOW * 1_000,
		...tools
	});
	return {
		facts,
		answers: (next: RpcAnswer) => (answer = next),
		closes: (closedAt: number) =>
			(head = { kind: 'known', value: { ledger: 1, closedAt }, ledger: 1 })
	};
}

test('nothing is known before it is looked at, and no key may be loaded until then', () => {
	const { facts } = tab(`http://${CID}.ipfs.localhost:8080/keeper/`);
	expect(facts.origin).toEqual({ kind: 'asking' });
	expect(facts.ed25519).toEqual({ kind: 'asking' });
	expect(facts.mayHoldKeys).toBe(false);
});
test('a sub-domain of its own may hold keys; a path gateway may not, and says where to go', async () => {
	const own = tab(`http://${CID}.ipfs.localhost:8080/keeper/`).facts;
	await own.look();
	expect(own.mayHoldKeys).toBe(true);
	const path = tab(`http://127.0.0.1:8080/ipfs/${CID}/keeper/`, { kind: 'embedded' }).facts;
	await path.look();
	expect(path.mayHoldKeys).toBe(false);
	expect(path.advice?.link).toBe(`http://${CID}.ipfs.localhost:8080/keeper/`);
});
test('any own host may hold keys of the embedded network, whose money is nobody’s', async () => {
	const embedded = tab('http://localhost:4173/keeper/', { kind: 'embedded' }).facts;
	const real = tab('http://localhost:4173/keeper/').facts;
	await embedded.look();
	await real.look();
	expect([embedded.mayHoldKeys, real.mayHoldKeys]).toEqual([true, false]);
});
test('what the browser cannot do is told as it is', async () => {
	const { facts } = tab('https://a.example/', {
		makesKeys: () => Promise.resolve(false),
		stores: () => Promise.resolve('QuotaExceededError')
	});
	await facts.look();
	expect(facts.ed25519).toEqual({ kind: 'known', value: false });
	expect(facts.storage).toEqual({ kind: 'known', value: 'QuotaExceededError' });
});
test('the protocol is asked of the network; a node that is silent leaves it unknown with a reason', async () => {
	const { facts, answers } = tab('https://a.example/');
	const { signal } = new AbortController();
	await facts.askNetwork(signal);
	expect(facts.protocol).toEqual({ kind: 'known', value: 28 });
	answers(err({ kind: 'unreachable', detail: 'no route' }));
	await facts.askNetwork(signal);
	expect(facts.protocol).toMatchObject({ kind: 'unavailable' });
});
test('the age of a ledger is no wrong clock; a difference beyond it is', () => {
	const { facts, closes } = tab('https://a.example/');
	expect(facts.clock).toEqual({ kind: 'asking' });
	closes(NOW - 6);
	expect(tabClock(NOW - 6)).toEqual({ kind: 'known', value: 0 });
	expect(tabClock(NOW - 130)).toEqual({ kind: 'known', value: 120 });
	expect(tabClock(NOW + 90)).toEqual({ kind: 'known', value: -90 });
});
test('the embedded network has a time of its own', () => {
	const { facts, closes } = tab('https://a.example/', { kind: 'embedded' });
	closes(5);
	expect(facts.clock).toEqual({ kind: 'known', value: 'own' });
});

function tabClock(closedAt: number) {
	const { facts, closes } = tab('https://a.example/');
	closes(closedAt);
	return facts.clock;
}
