import { failoverTransport } from '#lib/chain/failover-transport.ts';
import { httpTransport } from '#lib/chain/http-transport.ts';
import { DEFAULT_POLICY } from '#lib/keeper/policy.ts';
import { portTransport } from '#lib/sandbox/port-transport.ts';
import { browserStore, KEEPER_DATABASE, KEY_DATABASE } from '#lib/storage/key-value.ts';
import type { ChainLink } from '../protocol.ts';
import type { Channel, KeeperPorts, Locks, Reach, Release } from './ports.ts';

/** What a dedicated worker has of a keeper's surroundings. */
export const browserPorts = (): KeeperPorts => ({
	keys: browserStore(KEY_DATABASE),
	records: browserStore(KEEPER_DATABASE),
	locks: browserLocks(navigator.locks),
	clock: { sleep },
	now: () => Date.now(),
	every: (ms, run) => {
		const timer = setInterval(run, ms);
		return () => {
			clearInterval(timer);
		};
	},
	channel: browserChannel,
	reach,
	die: (cause) => {
		// a rejected promise does not reach the page: only what a timer throws does
		setTimeout(() => {
			throw cause;
		});
	}
});

function sleep(ms: number, signal: AbortSignal): Promise<void> {
	if (signal.aborted) return Promise.resolve();
	return new Promise((resolve) => {
		const end = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', end);
			resolve();
		};
		const timer = setTimeout(end, ms);
		signal.addEventListener('abort', end);
	});
}

/** Ledgers of the embedded network may close several times a second, and looking at them costs nobody anything. */
const NEARBY = {
	...DEFAULT_POLICY,
	beatMs: 200,
	backOffMs: 1_000,
	staleBeats: 150,
	patienceLedgers: 6
};

function reach(link: ChainLink, passphrase: string, onchange: () => void): Reach {
	if (link.kind === 'port') {
		const transport = portTransport(link.port);
		return { transport, each: [transport], policy: NEARBY, states: () => [] };
	}
	const transport = failoverTransport(link.urls, { passphrase, onchange });
	return {
		transport,
		each: link.urls.map((url) => httpTransport(url)),
		policy: DEFAULT_POLICY,
		states: () => transport.states()
	};
}

export const browserLocks = (locks: LockManager): Locks => ({
	tryTake: (name) => taken(locks, name, { ifAvailable: true }),
	take: (name, signal) => taken(locks, name, { signal })
});

/** A Web Lock lasts as long as the callback's promise. `undefined`: it was not to be had, or the signal came first. */
function taken(
	locks: LockManager,
	name: string,
	options: { readonly ifAvailable: true } | { readonly signal: AbortSignal }
): Promise<Release | undefined> {
	return new Promise((resolve) => {
		const held = locks
			.request(name, options, (lock) => {
				if (lock === null) {
					resolve(undefined);
					return undefined;
				}
				return new Promise<void>((free) => {
					resolve(() => {
						free();
						return held;
					});
				});
			})
			.catch(() => {
				resolve(undefined);
			});
	});
}

export function browserChannel(name: string): Channel {
	const channel = new BroadcastChannel(name);
	return {
		post: (message) => {
			channel.postMessage(message);
		},
		listen: (hear) => {
			channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
				hear(data);
			});
		},
		close: () => {
			channel.close();
		}
	};
}
