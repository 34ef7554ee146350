import { expose } from 'comlink';
import { expect, test, vi } from 'vitest';
import { INITIAL } from '#lib/keeper/phase.ts';
import { err, ok } from '#lib/result.ts';
import { keeperLink, type KeeperLink } from './keeper-link.ts';
import type { ChainLink, KeeperApi, KeeperIdentity, KeeperReport } from './protocol.ts';

const IDENTITY = { pool: 0, operator: 'G' } as KeeperIdentity;
const REPORT: KeeperReport = {
	...{ seq: 1, role: 'leader', operator: 'G', since: 0, mode: 'dry', snapshot: INITIAL },
	...{ session: undefined, log: [], gaps: [], endpoints: [] },
	rows: []
};

/** The far end of a real channel. */
async function linked(api: Partial<KeeperApi>, died = new Promise<string>(() => undefined)) {
	const { port1, port2 } = new MessageChannel();
	const links: ChainLink[] = [];
	const reports: KeeperReport[] = [];
	const far: Partial<KeeperApi> = {
		connect: (link) => {
			links.push(link);
			return Promise.resolve();
		},
		subscribe: (report) => {
			report(REPORT);
			return Promise.resolve();
		},
		...api
	};
	expose(far, port1);
	const chain: ChainLink = { kind: 'rpc', urls: ['https://rpc.example'] };
	const link = await keeperLink(port2, died, chain, (report) => reports.push(report));
	return {
		link,
		links,
		reports,
		close: () => {
			port1.close();
			port2.close();
		}
	};
}
const opened = ({ link }: Awaited<ReturnType<typeof linked>>): KeeperLink => {
	if (!link.ok) throw new Error(link.error);
	return link.value;
};

test('the worker is told its endpoints first, and reports come through the channel', async () => {
	const far = await linked({});
	expect(far.links).toEqual([{ kind: 'rpc', urls: ['https://rpc.example'] }]);
	await vi.waitFor(() => {
		expect(far.reports).toEqual([REPORT]);
	});
	far.close();
});

test('results cross the channel as they are, bigints included', async () => {
	const failed = err({ kind: 'failed', step: 'merge', detail: 'no XLM' } as const);
	const far = await linked({
		start: () => Promise.resolve(ok(null)),
		prepareKey: (_identity, role) => Promise.resolve(ok({ address: role })),
		watch: () => Promise.resolve(true),
		stopAndSweep: () => Promise.resolve(failed)
	});
	const link = opened(far);
	expect(await link.start({ ...IDENTITY, mode: 'live' })).toEqual(ok(null));
	expect(await link.prepareKey(IDENTITY, 'next')).toEqual(ok({ address: 'next' }));
	expect(await link.watch(IDENTITY)).toEqual(ok(true));
	expect(await link.stopAndSweep(IDENTITY)).toEqual(failed);
	far.close();
});

test('a call to a worker that dies ends: its crash is the answer', async () => {
	const death = Promise.withResolvers<string>();
	const far = await linked({ stop: () => new Promise(() => undefined) }, death.promise);
	const stopped = opened(far).stop();
	death.resolve('out of memory');
	expect(await stopped).toEqual(err({ kind: 'crashed', detail: 'out of memory' }));
	expect(await opened(far).crashed).toBe('out of memory');
	far.close();
});

test('what a worker throws is a crash to its page, not an exception', async () => {
	const far = await linked({ setMode: () => Promise.reject(new Error('a bug')) });
	const set = await opened(far).setMode('live');
	expect(set).toMatchObject({ ok: false, error: { kind: 'crashed' } });
	far.close();
});

test('a worker that answers no more is taken for dead after a few askings; one slow answer is not enough', async () => {
	vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
	let pings = 0;
	const far = await linked({
		ping: () => {
			pings += 1;
			return pings === 1 ? Promise.resolve() : new Promise(() => undefined);
		}
	});
	const link = opened(far);
	let died: string | undefined;
	void link.crashed.then((reason) => {
		died = reason;
	});
	for (let asked = 1; asked <= 5; asked += 1) {
		vi.advanceTimersByTime(5_000);
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(died).toBeUndefined();
	}
	vi.advanceTimersByTime(5_000);
	expect(await link.crashed).toBe('the worker does not answer');
	vi.useRealTimers();
	far.close();
});
