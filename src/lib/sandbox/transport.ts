import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { MAX_BODY_BYTES } from './config.ts';
import type { SandboxHost } from './host.ts';

export interface SandboxTransport {
	post(body: string, signal: AbortSignal): Promise<Result<string, ReadError>>;
}

/** Speaks to a sandbox in the same thread, with the limits that its HTTP server has. */
export function inProcessTransport(host: Pick<SandboxHost, 'dispatch'>): SandboxTransport {
	return {
		async post(body, signal) {
			await Promise.resolve(); // a caller sees the same interleaving as over a wire: never an answer before it yields
			if (signal.aborted) return err({ kind: 'unreachable', detail: 'aborted' });
			if (exceedsLimit(body)) return err({ kind: 'unreachable', detail: BODY_TOO_LARGE });
			return ok(host.dispatch(body));
		}
	};
}

export const BODY_TOO_LARGE = 'HTTP 500: http: request body too large';

/** Counts UTF-8 bytes only where the answer is not obvious from the number of UTF-16 units. */
export function exceedsLimit(body: string): boolean {
	if (body.length > MAX_BODY_BYTES) return true;
	return body.length * 3 > MAX_BODY_BYTES && new TextEncoder().encode(body).length > MAX_BODY_BYTES;
}
