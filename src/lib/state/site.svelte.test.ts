import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { formatNetworks, type NetworkChoice } from '#lib/networks.ts';
import { ok } from '#lib/result.ts';
import type { TextStorage } from '#lib/storage/settings.ts';
import type { WorldPhase } from '#worker/sandbox-protocol.ts';
import { Site, type SitePorts } from './site.svelte.ts';

const signal = new AbortController().signal;
const choice = (name: string, more: Partial<NetworkChoice>): NetworkChoice => ({
	...{ name, title: name, kind: 'rpc', test: true, passphrase: `${name} passphrase` },
	...{ rpc: [], explorer: undefined, friendbot: undefined, deployed: undefined },
	...more
});
const FILE = formatNetworks({
	default: 'sandbox',
	networks: [
		choice('sandbox', { kind: 'embedded' }),
		choice('testnet', { rpc: ['https://file.invalid/'] })
	]
});
const embedded = (phase: WorldPhase = { kind: 'off' }): SitePorts['embedded'] => ({
	state: { phase, ledger: 42, closedAt: 1_000 },
	transport: () => ({ post: () => Promise.resolve(ok('from the page')) })
});

function memory(entries: Record<string, string> = {}): TextStorage {
	const map = new Map(Object.entries(entries));
	return {
		getItem: (key) => map.get(key) ?? null,
		setItem: (key, value) => void map.set(key, value),
		removeItem: (key) => void map.delete(key)
	};
}

/** A node of the network of that passphrase at that ledger, or one that is dead. */
type Node = { passphrase: string; ledger: number } | undefined;
function site(more: Partial<SitePorts> & { file?: Response; nodes?: Record<string, Node> } = {}) {
	const asked: string[] = [];
	const nodes = more.nodes ?? {};
	const fetcher = (input: RequestInfo | URL, init?: RequestInit) => {
		const url = input as string;
		asked.push(url);
		if (url.endsWith('networks.json')) return Promise.resolve(more.file ?? new Response(FILE));
		const node = nodes[url];
		if (node === undefined) return Promise.reject(new TypeError('fetch failed'));
		const { id, method } = JSON.parse(init?.body as string) as { id: number; method: string };
		const result =
			method === 'getNetwork'
				? { passphrase: node.passphrase }
				: { latestLedger: node.ledger, latestLedgerCloseTime: 77, oldestLedger: 1 };
		return Promise.resolve(new Response(JSON.stringify({ jsonrpc: '2.0', id, result })));
	};
	const ports: SitePorts = {
		networksUrl: './networks.json',
		embedded: embedded(),
		storage: () => memory(),
		fetch: fetcher,
		...more
	};
	return { site: new Site(ports), asked, nodes };
}
/** As a component would: reads what `look` reads for as long as it is shown. */
function shown<T>(look: () => T): { readonly value: T; readonly hide: () => void } {
	let value!: T;
	const hide = $effect.root(() => {
		$effect(() => {
			value = look();
		});
	});
	flushSync();
	return {
		get value() {
			flushSync();
			return value;
		},
		hide
	};
}
const onTestnet = {
	'nectar:settings': '{"v":1,"network":"testnet","endpoints":{},"acknowledged":[]}'
};

afterEach(() => {
	vi.useRealTimers();
});

test('a new visitor is on the network that the file names first, and nothing but the file was loaded', async () => {
	const { site: one, asked } = site();
	expect(one.networks).toEqual({ kind: 'loading' });
	await Promise.all([one.boot(), one.boot()]);
	expect(one.choice?.name).toBe('sandbox');
	expect(one.network).toBeUndefined();
	expect(asked).toEqual(['./networks.json']);
});

test('a choice outlives the page, and one that the file does not know any more falls back', async () => {
	const storage = memory();
	const first = site({ storage: () => storage, reload: vi.fn() });
	await first.site.boot();
	first.site.choose('testnet');
	const second = site({ storage: () => storage });
	await second.site.boot();
	expect(second.site.choice?.name).toBe('testnet');
	second.site.choose('gone');
	expect(second.site.choice?.name).toBe('sandbox');
});

test('a chosen network is read by a fresh page; where nothing is stored the page goes on', async () => {
	const reload = vi.fn();
	const stored = site({ reload });
	await stored.site.boot();
	stored.site.choose('testnet');
	expect(reload).toHaveBeenCalledOnce();

	const blocked = site({
		reload,
		storage: () => {
			throw new Error('blocked');
		}
	});
	await blocked.site.boot();
	blocked.site.choose('testnet');
	expect(blocked.site.choice?.name).toBe('testnet');
	expect(reload).toHaveBeenCalledOnce();
});

test.for([
	['missing', new Response('', { status: 404 }), 'missing: the host answered 404'],
	['a web page', new Response('<!doctype html>'), 'is not JSON'],
	['malformed', new Response('{"v":1,"default":"x","networks":{"x":{}}}'), 'networks.x.']
] as const)(
	'networks.json is %s: it says what is wrong, and no 0 stands for it',
	async ([, file, says]) => {
		const { site: one } = site({ file: file.clone() });
		await one.boot();
		expect(one.networks).toMatchObject({ kind: 'broken' });
		expect(JSON.stringify(one.networks)).toContain(says);
		expect(one.choice).toBeUndefined();
		const answer = await (await one.transport()).post('{}', signal);
		expect(answer).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
		expect(JSON.stringify(answer)).toContain(says);
	}
);

test('the embedded network is reached in the page; its head is unknown until it runs', async () => {
	const { site: one, asked } = site();
	await one.boot();
	expect(one.head).toEqual({ kind: 'unavailable', reason: 'the demo network is not started' });
	expect(await (await one.transport()).post('{}', signal)).toEqual(ok('from the page'));
	expect(asked).toEqual(['./networks.json']);

	const running = site({ embedded: embedded({ kind: 'running', role: 'owner' }) });
	await running.site.boot();
	expect(running.site.head).toEqual({
		kind: 'known',
		value: { ledger: 42, closedAt: 1_000 },
		ledger: 42
	});
});

test('own endpoints are asked first, from the next load on', async () => {
	const storage = memory(onTestnet);
	const nodes = { 'https://own.invalid/': { passphrase: 'testnet passphrase', ledger: 9 } };
	const first = site({ storage: () => storage, nodes });
	await first.site.boot();
	expect(first.site.needsReload).toBe(false);
	expect(first.site.setOwnEndpoints(['https://own.invalid/'])).toBe(true);
	expect(first.site.needsReload).toBe(true);
	expect(first.site.allowedOrigins).toEqual(['https://file.invalid']);

	const second = site({ storage: () => storage, nodes });
	await second.site.boot();
	expect(second.site.needsReload).toBe(false);
	expect(second.site.allowedOrigins).toEqual(['https://file.invalid', 'https://own.invalid']);
	await second.site.transport();
	expect(second.site.endpoints.map(({ url }) => url)).toEqual([
		'https://own.invalid/',
		'https://file.invalid/'
	]);
});

test('the head is read while it is shown, goes stale with the reason, and comes back', async () => {
	vi.useFakeTimers();
	const good = { passphrase: 'testnet passphrase', ledger: 100 };
	const nodes: Record<string, Node> = { 'https://file.invalid/': good };
	const { site: one, asked } = site({ storage: () => memory(onTestnet), nodes });
	await one.boot();
	expect(asked).toHaveLength(1);
	const head = shown(() => one.head);
	expect(head.value).toEqual({ kind: 'loading' });
	await vi.waitFor(() => {
		expect(head.value).toEqual({
			kind: 'known',
			value: { ledger: 100, closedAt: 77 },
			ledger: 100
		});
	});
	nodes['https://file.invalid/'] = undefined;
	await vi.advanceTimersByTimeAsync(5_000);
	expect(head.value).toMatchObject({ kind: 'stale', value: { ledger: 100 }, ledger: 100 });
	expect(one.endpoints[0]).toMatchObject({ state: 'resting', reason: 'does not answer' });
	nodes['https://file.invalid/'] = { ...good, ledger: 103 };
	await vi.advanceTimersByTimeAsync(10_000);
	expect(head.value).toMatchObject({ kind: 'known', ledger: 103 });
	head.hide();
	await vi.advanceTimersByTimeAsync(0);
	const before = asked.length;
	await vi.advanceTimersByTimeAsync(60_000);
	expect(asked).toHaveLength(before);
});

test('a node of another network is not believed: the head is unknown, with both the node and its network named', async () => {
	const nodes = { 'https://file.invalid/': { passphrase: 'other', ledger: 5 } };
	const { site: one } = site({ storage: () => memory(onTestnet), nodes });
	await one.boot();
	const head = shown(() => one.head);
	await vi.waitFor(() => {
		expect(head.value.kind).toBe('unavailable');
	});
	expect(JSON.stringify(head.value)).toContain('serves another network, “other”');
	head.hide();
});

test('what was acknowledged stays so', async () => {
	const storage = memory();
	const first = site({ storage: () => storage });
	await first.site.boot();
	expect(first.site.acknowledged('risk')).toBe(false);
	first.site.acknowledge('risk');
	first.site.acknowledge('risk');
	expect(first.site.settings.acknowledged).toEqual(['risk']);
	const second = site({ storage: () => storage });
	await second.site.boot();
	expect(second.site.acknowledged('risk')).toBe(true);
});

test('stored settings that cannot be read count as never made', async () => {
	const { site: one } = site({
		storage: () => memory({ 'nectar:settings': '{"v":9}', theme: 'pink' })
	});
	await one.boot();
	expect(one.choice?.name).toBe('sandbox');
	expect(one.theme).toBe('system');
});
