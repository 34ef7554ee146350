import { beforeEach, expect, test, vi } from 'vitest';
import { err, ok, type Result } from '#lib/result.ts';
import { portTransport } from '#lib/sandbox/port-transport.ts';
import type { World } from '#worker/sandbox-client.ts';
import type { WorldOptions, WorldPhase, WorldState } from '#worker/sandbox-protocol.ts';
import { DemoNetwork } from './demo.svelte.ts';

const never = new AbortController().signal;
const RUNNING: WorldPhase = { kind: 'running', role: 'owner' };

/** A worker that runs nothing, and says what the test says. */
class FakeWorker {
	opened: WorldOptions | undefined;
	crash: (reason: string) => void = () => undefined;
	#publish: (state: WorldState) => void = () => undefined;
	#seq = 0;

	readonly spawn = (publish: (state: WorldState) => void): Promise<Result<World, string>> => {
		this.#publish = publish;
		this.#seq = 0;
		const crashed = new Promise<string>((resolve) => {
			this.crash = resolve;
		});
		return Promise.resolve(
			ok({
				crashed,
				link: {
					open: (options) => {
						this.opened = options;
					},
					post: (body) => Promise.resolve(ok(`answer to ${body}`)),
					command: () => Promise.resolve(ok(null)),
					lost: () => undefined
				}
			})
		);
	};

	say(phase: WorldPhase, ledger = 1): void {
		this.#seq += 1;
		this.#publish({
			...{ seq: this.#seq, phase, ledger, closedAt: 0, ledgerMs: 250 },
			...{ house: [], arbitrage: true, people: [], lines: [] }
		});
	}
}

let worker = new FakeWorker();
let spawn = vi.fn(worker.spawn);
let demo = new DemoNetwork(() => 'https://site/wasm/', spawn);
beforeEach(() => {
	sessionStorage.clear();
	vi.stubGlobal('isSecureContext', true);
	worker = new FakeWorker();
	spawn = vi.fn(worker.spawn);
	demo = new DemoNetwork(() => 'https://site/wasm/', spawn);
});

const opening = () => vi.waitUntil(() => worker.opened);

test('nothing starts by itself', async () => {
	expect(demo.state.phase).toEqual({ kind: 'off' });
	expect(await demo.command({ kind: 'pause' })).toMatchObject({ ok: false });
	expect(spawn).not.toHaveBeenCalled();
});

test('however often it is started, there is one', async () => {
	const [first, second] = [demo.start(), demo.start()];
	await opening();
	worker.say({ kind: 'starting', step: 'deploy', done: 1, total: 2 });
	expect(demo.state.phase).toMatchObject({ kind: 'starting', done: 1 });
	worker.say(RUNNING);
	expect([await first, await second, await demo.start()]).toEqual([ok(null), ok(null), ok(null)]);
	expect(spawn).toHaveBeenCalledTimes(1);
	expect(worker.opened).toEqual({ seed: undefined, files: 'https://site/wasm/' });
});

test('what is posted before it is started is answered once it runs', async () => {
	const answer = demo.transport().post('early', never);
	const stop = new AbortController();
	const given = demo.transport().post('given up', stop.signal);
	stop.abort();
	expect(await given).toMatchObject({ ok: false });
	void demo.start();
	expect(await answer).toEqual(ok('answer to early'));
});

test('a worker speaks to it over a port', async () => {
	void demo.start();
	const port = await demo.port();
	expect(await portTransport(port).post('hello', never)).toEqual(ok('answer to hello'));
	port.close();
});

test('a failure is told, and the next start tries again', async () => {
	const started = demo.start();
	await opening();
	worker.say({ kind: 'failed', reason: 'no room' });
	expect(await started).toEqual(err('no room'));
	expect(demo.state.phase).toEqual({ kind: 'failed', reason: 'no room' });
	worker.opened = undefined;
	const again = demo.start();
	await opening();
	worker.say(RUNNING);
	expect(await again).toEqual(ok(null));
	expect(spawn).toHaveBeenCalledTimes(2);
});

test('a worker that dies at once is not started again and again', async () => {
	void demo.start();
	await opening();
	worker.say(RUNNING);
	worker.crash('out of memory');
	await vi.waitUntil(() => demo.state.phase.kind === 'failed');
	expect(demo.state.phase).toEqual({ kind: 'failed', reason: 'out of memory' });
	expect(spawn).toHaveBeenCalledTimes(1);
});

test('a worker that dies after a while is replaced, and the numbers of states still rise', async () => {
	const now = vi.spyOn(Date, 'now');
	now.mockReturnValue(1_000);
	void demo.start();
	await opening();
	for (let ledger = 1; ledger < 5; ledger += 1) worker.say(RUNNING, ledger);
	const { seq } = demo.state;
	now.mockReturnValue(60_000);
	worker.opened = undefined;
	worker.crash('killed');
	await opening();
	worker.say(RUNNING, 9);
	expect(demo.state).toMatchObject({ ledger: 9, phase: RUNNING });
	expect(demo.state.seq).toBeGreaterThan(seq);
	now.mockRestore();
});

test('without a secure address there are no keys, and it says so', async () => {
	vi.stubGlobal('isSecureContext', false);
	expect(await demo.start()).toMatchObject({ ok: false });
	expect(demo.state.phase).toMatchObject({
		kind: 'failed',
		reason: expect.stringContaining('https') as string
	});
	expect(spawn).not.toHaveBeenCalled();
});
