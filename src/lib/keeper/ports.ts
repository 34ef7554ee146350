export type ReadError =
	| { readonly kind: 'unreachable'; readonly detail: string }
	| { readonly kind: 'rate-limited'; readonly retryAfterMs: number }
	| { readonly kind: 'malformed'; readonly detail: string }
	| { readonly kind: 'rpc-error'; readonly code: number; readonly message: string };

/** Waits without holding the thread; ends early, without throwing, when the signal aborts. */
export interface Clock {
	sleep(ms: number, signal: AbortSignal): Promise<void>;
}
