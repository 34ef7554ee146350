import { browserWorldStore } from '#lib/storage/world-store.ts';
import type { WorldOptions } from './sandbox-protocol.ts';
import { fetchFiles } from './world/files.ts';
import type { FromWorld, ToWorld } from './world/messages.ts';
import { openWorld, type WorldFiles } from './world/open.ts';
import { pause } from './world/pause.ts';
import { NETWORK_NAME } from './world/tab-messages.ts';
import { WorldTab } from './world/tab.ts';

/* Builds the ports of the embedded network from what a browser has; what happens is decided in world/. */

const say = (message: FromWorld): void => {
	postMessage(message);
};
/** A rejected promise would be lost in a worker: the page hears of what is thrown from a timer. */
const crash = (cause: unknown): void => {
	setTimeout(() => {
		throw cause;
	});
};

let options: WorldOptions | undefined;
let files: WorldFiles | undefined;

const tab = new WorldTab({
	id: crypto.randomUUID(),
	lock: async (own) => {
		await navigator.locks.request(NETWORK_NAME, () => own().catch(crash));
	},
	channel: new BroadcastChannel(NETWORK_NAME),
	open: async ({ seed, anew }, { publish, progress }) => {
		if (files === undefined) {
			const loaded = await fetchFiles(options?.files ?? '', progress);
			if (!loaded.ok) return loaded;
			files = loaded.value;
		}
		const store = browserWorldStore();
		if (anew) await store.clear();
		return openWorld(seed, { files, store, now: Date.now, pause, publish, progress });
	},
	publish: (state) => {
		say({ kind: 'state', state });
	},
	later: (ms, then) => {
		const timer = setTimeout(then, ms);
		return () => {
			clearTimeout(timer);
		};
	}
});

addEventListener('message', ({ data }: MessageEvent<ToWorld>) => {
	switch (data.kind) {
		case 'open':
			options = data.options;
			tab.open(data.options.seed);
			return;
		case 'post':
			tab
				.post(data.body)
				.then((answer) => {
					say({ kind: 'posted', n: data.n, answer });
				})
				.catch(crash);
			return;
		case 'command':
			tab
				.command(data.command)
				.then((answer) => {
					say({ kind: 'done', n: data.n, answer });
				})
				.catch(crash);
			return;
	}
});
