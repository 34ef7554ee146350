/** How a call to somebody else's code ended. */
export type Settled =
	| { readonly kind: 'value'; readonly value: unknown }
	| { readonly kind: 'threw'; readonly cause: unknown }
	| { readonly kind: 'timed-out' }
	| { readonly kind: 'aborted' };

/** Waits for a call at most so long. What it says afterwards is dropped. */
export function within(
	ms: number,
	call: () => Promise<unknown>,
	signal: AbortSignal
): Promise<Settled> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => {
			resolve({ kind: 'timed-out' });
		}, ms);
		void orAbort(call, signal).then((settled) => {
			clearTimeout(timer);
			resolve(settled);
		});
	});
}

/** Waits for a call until the signal aborts. What it says afterwards is dropped. */
export function orAbort(call: () => Promise<unknown>, signal: AbortSignal): Promise<Settled> {
	return new Promise((resolve) => {
		if (signal.aborted) {
			resolve({ kind: 'aborted' });
			return;
		}
		const onAbort = () => {
			resolve({ kind: 'aborted' });
		};
		signal.addEventListener('abort', onAbort, { once: true });
		const settle = (settled: Settled) => {
			signal.removeEventListener('abort', onAbort);
			resolve(settled);
		};
		call().then(
			(value) => {
				settle({ kind: 'value', value });
			},
			(cause: unknown) => {
				settle({ kind: 'threw', cause });
			}
		);
	});
}
