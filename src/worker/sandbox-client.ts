import { ok, type Result } from '#lib/result.ts';
import workerUrl from './sandbox.worker.ts?worker&url';
import type { WorldState } from './sandbox-protocol.ts';
import { startWorker } from './trusted-url.ts';
import { worldLink, type WorldLink } from './world/link.ts';

/** The embedded network as a page reaches it, and how its worker ends. */
export interface World {
	readonly link: WorldLink;
	/** Resolves with the reason once the worker has died; everything open is answered by then. */
	readonly crashed: Promise<string>;
}

/** Starts the worker of the embedded network. It asks for nothing before `open`. */
export async function spawnWorld(
	published: (state: WorldState) => void
): Promise<Result<World, string>> {
	const started = await startWorker(workerUrl, 'nectar-network');
	if (!started.ok) return started;
	const { worker, crashed } = started.value;
	const link = worldLink(worker, published);
	return ok({
		link,
		crashed: crashed.then((reason) => {
			link.lost(`the worker of the demo network ended: ${reason}`);
			return reason;
		})
	});
}
