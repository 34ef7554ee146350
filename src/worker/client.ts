import type { Result } from '#lib/result.ts';
import { err, ok } from '#lib/result.ts';
import { keeperLink, type KeeperLink } from './keeper-link.ts';
import workerUrl from './keeper.worker.ts?worker&url';
import type { ChainLink, KeeperReport } from './protocol.ts';
import { startWorker } from './trusted-url.ts';

export interface RunningKeeper {
	readonly link: KeeperLink;
	/** Resolves with the reason once it has died or hangs. The worker is gone by then, and its lock is free. */
	readonly crashed: Promise<string>;
	/** Ends the worker at once, as closing the tab would. */
	terminate(): void;
}

/** Starts the worker of this tab's keeper. It does nothing before it is asked to. */
export async function spawnKeeper(
	chain: ChainLink,
	report: (report: KeeperReport) => void
): Promise<Result<RunningKeeper, string>> {
	const started = await startWorker(workerUrl, 'nectar-keeper');
	if (!started.ok) return started;
	const { worker } = started.value;
	const over = new AbortController();
	const linked = await keeperLink(worker, started.value.crashed, chain, report);
	if (!linked.ok) {
		worker.terminate();
		return err(linked.error);
	}
	const crashed = linked.value.crashed.then((reason) => {
		worker.terminate();
		over.abort();
		return reason;
	});
	stayAwake(over.signal);
	return ok({
		link: linked.value,
		crashed,
		terminate: () => {
			worker.terminate();
			over.abort();
		}
	});
}

/** A page that holds a lock is not frozen to save energy. The leader's own lock is the worker's: this one excludes nobody. */
function stayAwake(until: AbortSignal): void {
	void navigator.locks.request(
		'nectar-keeper-page',
		{ mode: 'shared' },
		() =>
			new Promise<void>((release) => {
				until.addEventListener('abort', () => {
					release();
				});
			})
	);
}
