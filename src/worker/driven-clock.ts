import type { Clock } from '#lib/keeper/ports.ts';

/**
 * A clock that stands still until it is driven: `sleep` lasts until the driver has closed a ledger. So a ledger closes
 * only when every engine waits for it, and a run is repeatable although signatures complete in any order.
 */
export class DrivenClock implements Clock {
	#wake: (() => void) | undefined;
	#asleep = Promise.withResolvers<null>();

	sleep(_ms: number, signal: AbortSignal): Promise<void> {
		if (signal.aborted) return Promise.resolve();
		return new Promise((resolve) => {
			this.#wake = resolve;
			signal.addEventListener(
				'abort',
				() => {
					resolve();
				},
				{ once: true }
			);
			this.#asleep.resolve(null);
		});
	}

	/** Resolves once the engine waits for the next ledger. */
	async waiting(): Promise<void> {
		await this.#asleep.promise;
	}

	/** Lets the engine look at the ledger that has just closed. */
	wake(): void {
		const wake = this.#wake;
		if (wake === undefined) return; // still at work: whoever waits for it goes on waiting
		this.#wake = undefined;
		this.#asleep = Promise.withResolvers<null>();
		wake();
	}
}
