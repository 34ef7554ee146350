import type { SandboxHost } from './host.ts';

/** Ledgers are due to the millisecond; looking ten times a second keeps them within the jitter of a real network. */
const LOOK_EVERY_MS = 100;

/** Closes ledgers by the clock until the signal aborts. In manual mode every look finds nothing due. */
export async function closeByClock(
	host: Pick<SandboxHost, 'tick'>,
	now: () => number,
	signal: AbortSignal
): Promise<void> {
	while (!signal.aborted) {
		host.tick(now());
		await pause(LOOK_EVERY_MS, signal);
	}
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', done);
			resolve();
		};
		const timer = setTimeout(done, ms);
		signal.addEventListener('abort', done);
	});
}
