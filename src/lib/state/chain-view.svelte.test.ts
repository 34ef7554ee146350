import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import type { NetworkRead, NetworkReader } from '#lib/chain/network-reader.ts';
import type { AccountFacts, NetworkFacts } from '#lib/keeper/network-facts.ts';
import { LOADING, type Known } from '#lib/known.ts';
import type { Network, NetworkChoice } from '#lib/networks.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { ChainView, type ChainSource } from './chain-view.svelte.ts';

const RPC: JsonRpc = { batch: () => Promise.resolve([]), posts: 0 };
const deployedOn = (name: string): NetworkChoice => ({
	name,
	title: name,
	kind: 'rpc',
	test: true,
	passphrase: name,
	rpc: [],
	explorer: undefined,
	friendbot: undefined,
	deployed: { name } as Network
});
const known = (ledger: number): ChainSource['head'] => ({
	kind: 'known',
	value: { ledger, closedAt: ledger * 5 },
	ledger
});

class Source implements ChainSource {
	choice = $state.raw<NetworkChoice | undefined>(deployedOn('one'));
	head = $state.raw<ChainSource['head']>(LOADING);
	rpc = () => Promise.resolve(RPC);
}

/** A chain whose answers are set by the test, and which notes what it was asked. */
function stage() {
	const source = new Source();
	const asked: (readonly string[])[] = [];
	let answer: Result<null, string> = ok(null);
	const read: NetworkReader['read'] = (accounts) => {
		asked.push(accounts);
		if (!answer.ok) return Promise.resolve(err({ kind: 'unreachable', detail: answer.error }));
		const ledger = source.head.kind === 'known' ? source.head.ledger : 0;
		const value: NetworkRead = {
			facts: { ledger } as NetworkFacts,
			history: err('no past'),
			accounts: new Map(accounts.map((address) => [address, { address, ledger } as AccountFacts]))
		};
		return Promise.resolve(ok(value));
	};
	const view = new ChainView(
		source,
		() => Promise.resolve({ read }),
		() => 77
	);
	return {
		source,
		view,
		asked,
		answers: (next: Result<null, string>) => {
			answer = next;
		}
	};
}
const settled = async () => {
	flushSync();
	for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
	flushSync();
};
/** Shows something of the view until it is called. */
function show<T>(what: () => Known<T>): {
	readonly seen: () => Known<T>;
	readonly end: () => void;
} {
	let seen: Known<T> = LOADING;
	const end = $effect.root(() => {
		$effect(() => {
			seen = what();
		});
	});
	return { seen: () => seen, end };
}

test('nothing is asked while nothing shows it', async () => {
	const { source, asked } = stage();
	source.head = known(7);
	await settled();
	expect(asked).toEqual([]);
});

test('one question a ledger, however many parts of the page show it', async () => {
	const { source, view, asked } = stage();
	const shown = [show(() => view.facts), show(() => view.facts), show(() => view.history)];
	await settled();
	expect(asked).toHaveLength(0);
	for (const ledger of [7, 8, 9]) {
		source.head = known(ledger);
		await settled();
		source.head = known(ledger); // the same ledger, said again
		await settled();
	}
	expect(shown[0]?.seen()).toMatchObject({ kind: 'known', ledger: 9 });
	expect(asked).toHaveLength(3);
	for (const { end } of shown) end();
	source.head = known(10);
	await settled();
	expect(asked).toHaveLength(3);
});

test('an account is asked about while something shows it', async () => {
	const { source, view, asked } = stage();
	const facts = show(() => view.facts);
	source.head = known(7);
	await settled();
	const own = show(() => view.account('GA'));
	await settled();
	expect(own.seen()).toMatchObject({ kind: 'known', value: { address: 'GA' } });
	own.end();
	source.head = known(8);
	await settled();
	expect(asked).toEqual([[], ['GA'], []]);
	facts.end();
});

test('a read that fails leaves the last answer, stale, with the reason and its ledger', async () => {
	const { source, view, answers } = stage();
	const facts = show(() => view.facts);
	source.head = known(7);
	await settled();
	answers(err('no route'));
	source.head = known(8);
	await settled();
	expect(facts.seen()).toEqual({
		kind: 'stale',
		value: { ledger: 7 },
		ledger: 7,
		since: 77,
		reason: 'No node answers (no route). It is asked again by itself.'
	});
	answers(ok(null));
	source.head = known(9);
	await settled();
	expect(facts.seen()).toMatchObject({ kind: 'known', ledger: 9 });
	facts.end();
});

test('a first read that fails is unavailable, and never a value', async () => {
	const { source, view, answers } = stage();
	answers(err('no route'));
	const facts = show(() => view.facts);
	source.head = known(7);
	await settled();
	expect(facts.seen()).toEqual({
		kind: 'unavailable',
		reason: 'No node answers (no route). It is asked again by itself.'
	});
	facts.end();
});

test('a chain whose head is lost makes the facts stale, with its reason', async () => {
	const { source, view } = stage();
	const facts = show(() => view.facts);
	source.head = known(7);
	await settled();
	source.head = { kind: 'unavailable', reason: 'Nobody answers.' };
	await settled();
	expect(facts.seen()).toMatchObject({ kind: 'stale', ledger: 7, reason: 'Nobody answers.' });
	facts.end();
});

test('a part that could not be read is unavailable while the rest is known', async () => {
	const { source, view } = stage();
	const history = show(() => view.history);
	source.head = known(7);
	await settled();
	expect(history.seen()).toEqual({ kind: 'unavailable', reason: 'no past' });
	history.end();
});

test('facts of one network are not shown for another', async () => {
	const { source, view } = stage();
	const facts = show(() => view.facts);
	source.head = known(7);
	await settled();
	source.head = LOADING;
	source.choice = deployedOn('two');
	await settled();
	expect(facts.seen()).toEqual(LOADING);
	source.choice = { ...deployedOn('three'), deployed: undefined };
	await settled();
	expect(facts.seen()).toEqual({
		kind: 'unavailable',
		reason: 'Nectar is not deployed on three yet.'
	});
	facts.end();
});
