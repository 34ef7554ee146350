import { afterEach, describe, expect, test } from 'vitest';
import { createAccountIntent } from '#lib/chain/classic.ts';
import { jsonRpc } from '#lib/chain/json-rpc.ts';
import { sha256 } from '#lib/chain/hash.ts';
import { importSigner } from '#lib/chain/signer.ts';
import { confirm } from '#lib/chain/submit.ts';
import { sendIntent } from '#lib/chain/transact.ts';
import { STAGE_CAPS } from '#lib/deployment/world/stage.ts';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import type { WorldState } from '#worker/sandbox-protocol.ts';
import { openWorld } from '#worker/world/open.ts';
import type { World } from '#worker/world/world.ts';
import { WorldTab } from '#worker/world/tab.ts';
import { loadFiles, MemoryWorldStore, never, STILL, stranger } from './harness.ts';

/** Locks as a browser has them: one holder, the others in line, and the next in turn when a holder dies. */
class Line {
	#waiting: (() => void)[] = [];
	#held = false;

	async hold(run: () => Promise<unknown>): Promise<void> {
		if (this.#held) {
			await new Promise<void>((resolve) => {
				this.#waiting.push(resolve);
			});
		}
		this.#held = true;
		await run();
		this.#held = false;
		this.#waiting.shift()?.();
	}
}

/** A browser profile: its lock, its channel and its storage. */
class Profile {
	readonly line = new Line();
	readonly name = `test ${crypto.randomUUID()}`;
	store = new MemoryWorldStore();
	readonly tabs: TestTab[] = [];

	tab(id: string): TestTab {
		const tab = new TestTab(id, this);
		this.tabs.push(tab);
		return tab;
	}
}

class TestTab {
	readonly tab: WorldTab;
	readonly channel: BroadcastChannel;
	readonly timers: (() => void)[] = [];
	#states: WorldState[] = [];
	#world: World | undefined;
	#dies = Promise.withResolvers<undefined>();
	#dead = false;
	readonly #profile: Profile;

	constructor(id: string, profile: Profile) {
		this.#profile = profile;
		this.channel = new BroadcastChannel(profile.name);
		this.tab = new WorldTab({
			id,
			lock: (own) => profile.line.hold(() => Promise.race([own(), this.#dies.promise])),
			channel: {
				postMessage: (message) => {
					if (!this.#dead) this.channel.postMessage(message);
				},
				addEventListener: (_type, hear) => {
					this.channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
						if (!this.#dead) hear({ data });
					});
				}
			},
			open: async ({ seed, anew }, { publish, progress }) => {
				if (anew) await profile.store.clear();
				const opened = await openWorld(seed, {
					...{ files: await loadFiles(), store: profile.store, publish, progress },
					now: () => STILL,
					pause: (_ms, signal) =>
						new Promise((resolve) => {
							signal.addEventListener('abort', () => {
								resolve();
							});
						})
				});
				if (opened.ok) this.#world = opened.value;
				return opened;
			},
			publish: (state) => {
				this.#states.push(state);
			},
			later: (_ms, then) => {
				this.timers.push(then);
				return () => {
					this.timers.splice(this.timers.indexOf(then), 1);
				};
			}
		});
	}

	get state(): WorldState {
		const last = this.#states.at(-1);
		if (last === undefined) throw new Error('nothing was published');
		return last;
	}

	get states(): readonly WorldState[] {
		return this.#states;
	}

	runs(role: 'owner' | 'follower') {
		return expect
			.poll(() => this.state.phase, { timeout: 60_000, interval: 20 })
			.toEqual({ kind: 'running', role });
	}

	/** As when its process ends: nothing more is said, written or closed, and its lock is free. */
	kill(): void {
		this.#dead = true;
		this.#profile.store.dead = true;
		this.#profile.store = this.#profile.store.survivor();
		this.#dies.resolve(undefined);
	}

	/** It says nothing any more, and keeps its lock. */
	freeze(): void {
		this.#dead = true;
	}

	async cleanUp(): Promise<void> {
		this.#dies.resolve(undefined);
		await this.#world?.stop();
		this.channel.close();
	}

	get chain() {
		const rpc = jsonRpc({ post: (body) => this.tab.post(body) });
		const settle = () => Promise.resolve();
		return { rpc, passphrase: SANDBOX_PASSPHRASE, settle, caps: STAGE_CAPS };
	}
}

let profile = new Profile();
const start = async () => {
	profile = new Profile();
	const [owner, follower] = [profile.tab('one'), profile.tab('two')];
	owner.tab.open('3');
	await owner.runs('owner');
	expect(await owner.tab.command({ kind: 'pause' })).toMatchObject({ ok: true });
	follower.tab.open(undefined);
	await follower.runs('follower');
	return { owner, follower };
};
afterEach(async () => {
	for (const tab of profile.tabs) await tab.cleanUp();
});

const SENDER = () => importSigner(sha256(SANDBOX_PASSPHRASE));

async function queueFrom(tab: TestTab, name: string): Promise<string> {
	const { address } = await stranger(name);
	const intent = createAccountIntent(address, 100_000_000n);
	const sent = await sendIntent(tab.chain, await SENDER(), intent, never);
	if (!sent.ok) throw new Error(JSON.stringify(sent.error));
	return sent.value.hash;
}

const fateAt = async (tab: TestTab, hash: string): Promise<string> => {
	const state = await confirm(tab.chain.rpc, hash, never);
	return state.ok ? state.value.kind : state.error.kind;
};

describe('a second tab', () => {
	test('sees and drives the same network', async () => {
		const { owner, follower } = await start();
		const { ledger, people } = owner.state;
		expect(follower.state).toMatchObject({ ledger, people });
		expect(await follower.tab.command({ kind: 'step', ledgers: 2 })).toMatchObject({ ok: true });
		await expect.poll(() => follower.state.ledger).toBe(ledger + 2);
		expect(owner.state.ledger).toBe(ledger + 2);

		const hash = await queueFrom(follower, 'a friend');
		await owner.tab.command({ kind: 'step', ledgers: 1 });
		expect(await fateAt(follower, hash)).toBe('succeeded');
		expect(await fateAt(owner, hash)).toBe('succeeded');
	});

	test('publishes states whose numbers only rise, whoever owns the network', async () => {
		const { owner, follower } = await start();
		owner.kill();
		await follower.runs('owner');
		const numbers = follower.states.map(({ seq }) => seq);
		expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
	});

	test('takes over when the owner dies, a transaction pending in its queue included', async () => {
		const { owner, follower } = await start();
		const { ledger } = owner.state;
		const own = await queueFrom(owner, 'of the owner');
		expect(await fateAt(follower, own)).toBe('not-found');
		owner.kill();
		await follower.runs('owner');
		expect(follower.state.ledger).toBe(ledger);
		expect(await fateAt(follower, own)).toBe('not-found');
		await follower.tab.command({ kind: 'step', ledgers: 1 });
		expect(await fateAt(follower, own)).toBe('succeeded');
	});

	test('gets its answer from the successor when the owner dies before it answered', async () => {
		const { owner, follower } = await start();
		owner.freeze();
		const question = follower.tab.post('{"jsonrpc":"2.0","id":7,"method":"getHealth"}');
		const command = follower.tab.command({ kind: 'step', ledgers: 5 });
		owner.kill();
		const answer = await question;
		expect(answer).toMatchObject({ ok: true });
		expect(answer.ok && JSON.parse(answer.value)).toMatchObject({ id: 7 });
		// whether the owner had carried it out nobody knows
		expect(await command).toMatchObject({
			ok: false,
			error: { detail: expect.stringContaining('look whether it still happened') as string }
		});
	});

	test('hears that the owner sleeps, and what to do', async () => {
		const { owner, follower } = await start();
		owner.freeze();
		const question = follower.tab.post('{"jsonrpc":"2.0","id":7,"method":"getHealth"}');
		await expect.poll(() => follower.timers.length).toBe(1);
		follower.timers[0]?.();
		expect(await question).toMatchObject({
			error: { kind: 'unreachable', detail: expect.stringContaining('open it') as string }
		});
	});

	test('resets the network for everybody', async () => {
		const { owner, follower } = await start();
		const before = owner.state.house.map(({ operator }) => operator);
		expect(await follower.tab.command({ kind: 'reset', seed: '5' })).toMatchObject({ ok: true });
		await owner.runs('owner');
		await follower.runs('follower');
		expect(owner.state.house.map(({ operator }) => operator)).not.toEqual(before);
		await expect.poll(() => follower.state.house).toEqual(owner.state.house);
		expect(await follower.tab.post('{"jsonrpc":"2.0","id":1,"method":"getHealth"}')).toMatchObject({
			ok: true
		});
	});
});

test('what is asked before there is a network is answered once there is', async () => {
	profile = new Profile();
	const early = profile.tab('early');
	const question = early.tab.post('{"jsonrpc":"2.0","id":1,"method":"getHealth"}');
	early.tab.open('3');
	expect(await question).toMatchObject({ ok: true });
});

test('a network that cannot open says why, and lets the next tab try', async () => {
	profile = new Profile();
	const tab = profile.tab('wrong');
	const question = tab.tab.post('{}');
	tab.tab.open('no seed');
	await expect.poll(() => tab.state.phase.kind).toBe('failed');
	expect(await question).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
	const next = profile.tab('right');
	next.tab.open('3');
	await next.runs('owner');
});

test('messages of others on the channel are left alone', async () => {
	const { owner, follower } = await start();
	const other = new BroadcastChannel(profile.name);
	for (const nonsense of [null, 'hello', { from: 1 }, { from: 'x', message: { kind: 'drop' } }]) {
		other.postMessage(nonsense);
	}
	other.close();
	expect(await follower.tab.command({ kind: 'step', ledgers: 1 })).toMatchObject({ ok: true });
	expect(owner.state.phase).toMatchObject({ kind: 'running' });
});
