import { err, ok } from '#lib/result.ts';
import type { Transport } from './transport.ts';

const DEFAULT_RETRY_MS = 5_000;
/** Far beyond any answer of use: a connection that died silently would hold up the keeper for ever. */
const TIMEOUT_MS = 30_000;

/**
 * Sends no header but the mandatory content type: some gateways refuse others. Statuses that still carry a JSON
 * answer (an error object with HTTP 500, say) are passed on; the client judges the text.
 */
export function httpTransport(
	url: string,
	fetcher: typeof fetch = fetch,
	timeoutMs = TIMEOUT_MS
): Transport {
	return {
		async post(body, signal) {
			try {
				const response = await fetcher(url, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body,
					signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
				});
				if (response.status === 429) {
					return err({ kind: 'rate-limited', retryAfterMs: retryAfterMs(response) });
				}
				return ok(await response.text());
			} catch (cause) {
				return err({ kind: 'unreachable', detail: String(cause) });
			}
		}
	};
}

/** `Retry-After` is unreadable across origins; then the default counts. */
function retryAfterMs(response: Response): number {
	const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
	return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : DEFAULT_RETRY_MS;
}
